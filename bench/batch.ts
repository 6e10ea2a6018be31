import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { resolveSource } from '../ingest/sources/resolve-source.ts'
import { administrator } from '../src/access/sign-in.ts'
import type { BatchResult } from '../src/batch/batches.ts'
import { readQuestionnaire } from '../src/batch/read-questionnaire.ts'
import type { Lorekeep } from '../src/compose.ts'
import { formatMoney } from '../src/domain/money.ts'
import { reply } from '../test/support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../test/support/openai-server/openai-server.ts'
import { copyFromEvidence } from '../test/support/copying-model.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'

// What putting several questions into one call saves, on a questionnaire over the sample documents: node bench/run.mjs
// batch [questions]. The model is a test server that copies sentences, so that only tokens and money are measured.

const model = 'gpt-4o-mini'
const file = process.argv[3] ?? 'data/questionnaire.csv'
const signal = new AbortController().signal

const server = await startOpenAiServer({ models: [model], contextWindow: 128_000 })
server.byDefault(reply(copyFromEvidence, { chunks: 4 }))
try {
  const alone = await measure(server, false)
  const together = await measure(server, true)
  for (const [name, { answers: _, ...run }] of Object.entries({ 'one by one': alone, 'together': together })) {
    console.log(name, run)
  }
  const same = together.answers.filter((answer, at) => answer === alone.answers[at]).length
  console.log(`${same} of ${alone.answers.length} answers are the same`)
  const saved = (key: 'promptTokens' | 'costMicros') => `${((1 - together[key] / alone[key]) * 100).toFixed(1)} %`
  console.log(`saved: ${saved('promptTokens')} of the prompt tokens, ${saved('costMicros')} of the money`)
} finally {
  await server.close()
}

async function measure(models: OpenAiServer, sharesCalls: boolean) {
  models.reset()
  models.byDefault(reply(copyFromEvidence, { chunks: 4 }))
  // The server counts tokens in its own way, of which the product would warn for each call.
  const quietly = { LOG_LEVEL: 'fatal' }
  const variables = { ...quietly, CLOUD_BASE_URL: models.baseUrl, CLOUD_MODEL: model, CLOUD_API_KEY: 'none' }
  return withTemporaryLorekeep(async (lorekeep) => {
    await ingestSamples(lorekeep)
    const questionnaire = readQuestionnaire(await readFile(resolve(file)), basename(file))
    const { id } = await lorekeep.batches.prepare({ name: file, questionnaire, sharesCalls }, administrator)
    const startedAt = performance.now()
    const batch = await lorekeep.batches.resume(id, administrator, () => undefined, signal)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const results: BatchResult[] = []
    for await (const result of lorekeep.batches.results(batch)) results.push(result)
    const [spent] = await lorekeep.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
    if (spent === undefined) throw new Error('Nothing was booked.')
    return {
      ...batch.counts,
      calls: models.requests.length,
      shared: results.filter(({ answer }) => answer?.route.reasons.some(({ code }) => code === 'shared-call')).length,
      promptTokens: spent.promptTokens,
      completionTokens: spent.completionTokens,
      costMicros: spent.costMicros,
      cost: formatMoney(spent.costMicros, batch.currency),
      savedByBatch: formatMoney(spent.savedByBatchMicros, batch.currency),
      sentences: supportOf(results),
      answers: results.map(({ answer }) => answer?.text),
      seconds,
    }
  }, variables)
}

async function ingestSamples({ registry, ingest }: Lorekeep): Promise<void> {
  const { source, place } = await resolveSource(
    { path: resolve('data/documents'), name: 'samples' },
    await registry.sources(),
  )
  await ingest({ source, places: [place], actor: 'system' }, () => undefined, signal)
}

function supportOf(results: readonly BatchResult[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { support } of results.flatMap(({ answer }) => answer?.sentences ?? [])) {
    counts[support] = (counts[support] ?? 0) + 1
  }
  return counts
}
