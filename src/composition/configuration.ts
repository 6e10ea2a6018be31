import { unpricedModels } from '../accounting/prices/unpriced-models.ts'
import { createJiebaWords } from '../adapters/language/jieba-words.ts'
import { createListedNames } from '../adapters/language/listed-names.ts'
import { type WatchedFile, watchParsedFile } from '../adapters/system/watched-file.ts'
import { parseDirectoryFile } from '../config/directory-file.ts'
import { parseModels } from '../config/models-file.ts'
import { parsePolicy } from '../config/policy-file.ts'
import { parseRoutingExamples } from '../config/routing-examples-file.ts'
import type { ModelCatalogue } from '../domain/routing/model-catalogue.ts'
import type { Log } from '../ports/log.ts'
import { createDirectory, type Directory, emptyDirectory } from '../privacy/directory.ts'
import { createFindSensitive } from '../privacy/find-sensitive.ts'
import { createCloudGuard } from '../privacy/outgoing/cloud-guard.ts'
import type { Foundation } from './foundation.ts'

export type Configuration = Awaited<ReturnType<typeof watchConfiguration>>

/**
 * What stands in files that may change while the product runs, and what finds sensitive values and guards them by these.
 * @throws LorekeepError `bad-configuration`
 */
export async function watchConfiguration({ environment, clock, log }: Foundation) {
  const { policyFile, modelsFile, routingExamplesFile, directoryFile } = environment
  const policy = await watchParsedFile(policyFile, (text) => parsePolicy(text, policyFile), log)
  const catalogue = await watchParsedFile(
    modelsFile,
    (text) => withPricesChecked(parseModels(text, modelsFile, environment), clock(), log),
    log,
  )
  const routingExamples = await watchParsedFile(
    routingExamplesFile,
    (text) => parseRoutingExamples(text, routingExamplesFile),
    log,
  )
  const directory = await watchDirectory(directoryFile, log)
  const findSensitive = createFindSensitive({
    nameLists: createListedNames(),
    chineseWords: createJiebaWords(),
    directory,
    companyRules: { current: () => policy.current().companyRules },
  })
  return {
    policy,
    catalogue,
    routingExamples,
    findSensitive,
    cloudGuard: createCloudGuard({ policy, findSensitive, log }),
    close() {
      for (const file of [policy, directory, routingExamples, catalogue]) file.close()
    },
  }
}

/** Says at once which models have no price, before their first call is booked without one. */
function withPricesChecked(catalogue: ModelCatalogue, at: number, log: Log): ModelCatalogue {
  for (const { provider, model, reason } of unpricedModels(catalogue, at)) {
    log.warn('price.unknown', { provider, model, reason, advice: 'Enter the price in the file of models.' })
  }
  return catalogue
}

/** The directory of names in a file, read again when it changes; nobody without one. */
async function watchDirectory(file: string | undefined, log: Log): Promise<WatchedFile<Directory>> {
  if (file === undefined) return { current: () => emptyDirectory, close: () => undefined }
  return watchParsedFile(file, (text) => createDirectory(parseDirectoryFile(text, file)), log)
}
