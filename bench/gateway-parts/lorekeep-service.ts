import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import { createPinoLog } from '../../src/adapters/system/pino-log.ts'
import { compose, type Lorekeep } from '../../src/compose.ts'
import { parseEnvironment } from '../../src/config/environment.ts'
import type { RetrievedPassage } from '../../src/answering/retrieval/retrieved-passage.ts'
import { installationAt } from '../../src/installation.ts'
import { serve } from '../../src/service/serve.ts'
import { inLetters } from './in-letters.ts'
import { createInstantEmbedder } from './instant-embedder.ts'
import { answerParent } from './part.ts'

/** What else there is to read. */
const otherDocuments = 60

const handbook = `# Leave

Full-time employees receive 27 days of paid annual leave each year. The leave year begins on 1 April. Up to five days
that were not taken may be carried over, and lapse at the end of June. Leave is requested in the staff portal and
approved by the manager within three working days.
`

/**
 * The service as it is, on a data folder of its own, with a budget in force. In place of the search stands one that gives
 * the one passage at once, and in place of the embedding model one that gives any vector: what is measured is the rest.
 */
export async function serveLorekeep(modelServer: string, parent: string): Promise<void> {
  const root = resolve('.')
  const folder = await mkdtemp(join(parent, 'lorekeep-bench-'))
  const documents = join(folder, 'documents')
  await mkdir(documents)
  await writeFile(join(documents, 'leave.md'), handbook)
  // Beside others, so that words are as rare as in a collection: the evidence is judged by that.
  for (let other = 0; other < otherDocuments; other += 1) {
    const word = inLetters(other)
    await writeFile(join(documents, `${word}.md`), `# About ${word}\n\nWhoever needs ${word} asks the ${word} desk.\n`)
  }
  const log = createPinoLog('info')
  const environment = parseEnvironment(
    {
      DATA_DIR: join(folder, 'data'),
      PORT: '0',
      SAMPLE_DOCUMENTS: 'off',
      CLOUD_BASE_URL: modelServer,
      CLOUD_MODEL: 'gpt-4o-mini',
    },
    root,
  )
  let passages: readonly RetrievedPassage[] = []
  const lorekeep = await compose(environment, installationAt(root), log, {
    embedder: createInstantEmbedder(),
    retrieve: async () => passages,
  })
  const { source, place } = await resolveSource({ path: documents, name: 'bench', groups: ['staff'] }, [])
  const signal = new AbortController().signal
  await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
  passages = await passagesOf('Leave', lorekeep)
  const terms = { unit: 'money', warnAt: [80], whenExhausted: 'cheaper' } as const
  await lorekeep.budgets.setBudgets([
    { ...terms, kind: 'organisation', id: '*', period: 'day', limit: 1_000_000_000_000 },
    { ...terms, kind: 'organisation', id: '*', period: 'month', limit: 1_000_000_000_000 },
  ])
  const { secret } = await lorekeep.keys.create({ name: 'bench', groups: ['staff'], team: 'bench' }, 'bench')
  const service = await serve(lorekeep, () => undefined)
  answerParent({ url: service.url, secret }, async () => ({
    cpu: process.cpuUsage(),
    memory: process.memoryUsage.rss(),
  }))
  process.once('SIGTERM', () => {
    void service
      .close()
      .then(() => lorekeep.close())
      .then(() => rm(folder, { recursive: true, force: true }))
      .finally(() => process.exit())
  })
}

/** The passages of the one document that questions are about. */
async function passagesOf(title: string, { registry }: Lorekeep): Promise<readonly RetrievedPassage[]> {
  const { documents } = await registry.list({ labels: { all: true }, limit: 1000, offset: 0 })
  const document = documents.find((one) => one.title === title)
  const chunks = document === undefined ? [] : await registry.chunksOf(document.id)
  const passages = await registry.passages(
    chunks.map(({ chunk }) => chunk.id),
    { all: true },
  )
  return passages.map((passage) => ({ ...passage, score: 1, dense: 0.9, keyword: 10 }))
}
