import cluster from 'node:cluster'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import { createPinoLog } from '../../src/adapters/system/pino-log.ts'
import { compose, type Lorekeep } from '../../src/compose.ts'
import { parseEnvironment } from '../../src/config/environment.ts'
import type { RetrievedPassage } from '../../src/answering/retrieval/retrieved-passage.ts'
import { installationAt } from '../../src/installation.ts'
import { runAnsweringProcess } from '../../src/service/answering-process.ts'
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
 * @param processes that answer requests; each of them comes by here as well
 */
export async function serveLorekeep(modelServer: string, folder: string, processes: string): Promise<void> {
  let passages: readonly RetrievedPassage[] = []
  const environment = parseEnvironment(
    {
      DATA_DIR: join(folder, 'data'),
      PORT: '0',
      SAMPLE_DOCUMENTS: 'off',
      SERVICE_PROCESSES: processes,
      CLOUD_BASE_URL: modelServer,
      CLOUD_MODEL: 'gpt-4o-mini',
    },
    resolve('.'),
  )
  const lorekeep = await compose(environment, installationAt(resolve('.')), createPinoLog('info'), {
    embedder: createInstantEmbedder(),
    retrieve: async () => passages,
  })
  const stopping = new AbortController()
  process.once('SIGTERM', () => stopping.abort())
  if (cluster.worker === undefined) {
    await ingestHandbook(lorekeep, join(folder, 'documents'))
    passages = await passagesOf('Leave', lorekeep)
    await serveParent(lorekeep, stopping.signal)
  } else {
    passages = await passagesOf('Leave', lorekeep)
    await runAnsweringProcess(cluster.worker, lorekeep, stopping.signal)
  }
  await lorekeep.close()
  process.exit()
}

/** Tells the parent where the service is, until the signal aborts. */
async function serveParent(lorekeep: Lorekeep, signal: AbortSignal): Promise<void> {
  const terms = { unit: 'money', warnAt: [80], whenExhausted: 'cheaper' } as const
  await lorekeep.budgets.setBudgets([
    { ...terms, kind: 'organisation', id: '*', period: 'day', limit: 1_000_000_000_000 },
    { ...terms, kind: 'organisation', id: '*', period: 'month', limit: 1_000_000_000_000 },
  ])
  const { secret } = await lorekeep.keys.create({ name: 'bench', groups: ['staff'], team: 'bench' }, 'bench')
  const service = await serve(lorekeep, () => undefined)
  const answering = Object.values(cluster.workers ?? {}).flatMap((worker) => worker?.process.pid ?? [])
  answerParent({ url: service.url, secret, pids: [process.pid, ...answering] }, async () => undefined)
  if (!signal.aborted) await once(signal, 'abort')
  await service.close()
}

/** The one page that is asked about, beside others, so that words are as rare as in a collection: evidence is judged by that. */
async function ingestHandbook(lorekeep: Lorekeep, documents: string): Promise<void> {
  await mkdir(documents)
  await writeFile(join(documents, 'leave.md'), handbook)
  for (let other = 0; other < otherDocuments; other += 1) {
    const word = inLetters(other)
    await writeFile(join(documents, `${word}.md`), `# About ${word}\n\nWhoever needs ${word} asks the ${word} desk.\n`)
  }
  const { source, place } = await resolveSource({ path: documents, name: 'bench', groups: ['staff'] }, [])
  const { signal } = new AbortController()
  await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
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
