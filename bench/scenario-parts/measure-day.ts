import { join } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import type { Savings } from '../../src/accounting/savings/savings.ts'
import type { Lorekeep } from '../../src/compose.ts'
import type { Answer } from '../../src/domain/answers/answer.ts'
import { serve } from '../../src/service/serve.ts'
import { handbookSet, type SetDocument, writeDocuments } from '../retrieval-parts/question-set.ts'
import { seededRandom } from '../../src/evaluation/seeded-random.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import { startAnsweringServer } from './answering-server.ts'
import { type AskedQuestion, dayOfQuestions } from './day-of-questions.ts'
import { models, providerPrices } from './providers.ts'
import { reportDay } from './report-day.ts'

/** How many people ask at once. */
const askers = 4

export interface AnsweredQuestion extends AskedQuestion {
  readonly answer: Answer
  readonly milliseconds: number
}

/** A day as the books have it, and as it was seen from outside. */
export interface Day {
  readonly answered: readonly AnsweredQuestion[]
  readonly savings: Savings & { readonly currency: string; readonly baselineModel: string }
  /** Values that were asked with and reached the cloud. */
  readonly leaked: number
}

/**
 * A Lorekeep that has a model in the house and one in the cloud. Real search over the handbook, the real service, the real
 * ledger; the two models are played. What all in the cloud would have cost is the counterfactual of the ledger.
 */
export async function measureDay(count: number, seed: number, files: number): Promise<void> {
  const handbook = await handbookSet()
  const answering = new Set(handbook.questions.map(({ document }) => document))
  const documents = handbook.documents
    .toSorted((a, b) => Number(answering.has(b.path)) - Number(answering.has(a.path)))
    .slice(0, files)
  const paths = new Set(documents.map(({ path }) => path))
  const wordings = handbook.questions.filter(({ document }) => paths.has(document)).map(({ question }) => question)
  const day = dayOfQuestions(wordings, count, seededRandom(seed))
  const secrets = new Set(day.flatMap(({ secret }) => secret ?? []))
  const leaked = new Set<string>()
  const house = await startAnsweringServer(() => undefined)
  const cloud = await startAnsweringServer((body) => {
    for (const secret of secrets) if (body.includes(secret)) leaked.add(secret)
  })
  const measured = await withTemporaryLorekeep(
    async (lorekeep, folder) => {
      await ingest(lorekeep, join(folder, 'handbook'), documents)
      return spendDay(lorekeep, day)
    },
    {
      PORT: '0',
      SAMPLE_DOCUMENTS: 'off',
      ONPREM_BASE_URL: house.baseUrl,
      ONPREM_MODEL: models.house,
      CLOUD_BASE_URL: cloud.baseUrl,
      CLOUD_MODEL: models.cloud,
    },
    { files: { MODELS_FILE: providerPrices } },
  )
  await Promise.all([house.close(), cloud.close()])
  reportDay({ ...measured, leaked: leaked.size })
}

async function ingest(lorekeep: Lorekeep, folder: string, documents: readonly SetDocument[]): Promise<void> {
  await writeDocuments(folder, documents)
  const { source, place } = await resolveSource({ path: folder, name: 'handbook', groups: ['everyone'] }, [])
  const { signal } = new AbortController()
  const report = await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
  console.error(`${report.files} files ingested in ${(report.milliseconds / 1000).toFixed(0)} s`)
  await lorekeep.predictDifficulty.ready(signal)
}

async function spendDay(lorekeep: Lorekeep, day: readonly AskedQuestion[]): Promise<Omit<Day, 'leaked'>> {
  const service = await serve(lorekeep, () => undefined)
  const admin = { Authorization: `Bearer ${lorekeep.adminToken}` }
  const { secret } = await lorekeep.keys.create({ name: 'bench', groups: ['everyone'] }, 'bench')
  const answered: AnsweredQuestion[] = []
  const waiting = [...day]
  const asker = async () => {
    for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) {
      const from = performance.now()
      const answer = await ask(service.url, secret, asked.text)
      answered.push({ ...asked, answer, milliseconds: performance.now() - from })
      if (answered.length % 500 === 0) console.error(`${answered.length} of ${day.length} answered`)
    }
  }
  await Promise.all(Array.from({ length: askers }, asker))
  const savings = await fetch(`${service.url}/api/v1/usage/savings`, { headers: admin })
  const found = (await savings.json()) as Day['savings']
  await service.close()
  return { answered, savings: found }
}

async function ask(url: string, secret: string, question: string): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/ask`, {
    method: 'POST',
    headers: { 'Authorization': `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ question }),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  return (await response.json()) as Answer
}
