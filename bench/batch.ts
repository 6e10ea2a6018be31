import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { resolveSource } from '../ingest/sources/resolve-source.ts'
import { administrator } from '../src/access/sign-in.ts'
import type { BatchResult } from '../src/batch/batches.ts'
import { readQuestionnaire } from '../src/batch/read-questionnaire.ts'
import type { Lorekeep } from '../src/compose.ts'
import { formatMoney } from '../src/domain/money.ts'
import { reply } from '../test/support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../test/support/openai-server/openai-server.ts'
import { copyFromEvidence } from '../test/support/models/copying-model.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'

// What putting several questions into one call saves, and what a batch API, on a questionnaire over the sample documents:
// node bench/run.mjs batch [questions]. The model is a test server that copies sentences, so that only tokens and money are measured.

const model = 'gpt-4o-mini'
const file = process.argv[3] ?? 'data/questionnaire.csv'
const signal = new AbortController().signal

const server = await startOpenAiServer({ models: [model], contextWindow: 128_000 })
server.byDefault(reply(copyFromEvidence, { chunks: 4 }))
try {
  const alone = await measure(server, 'one by one')
  const others = {
    'together': await measure(server, 'together'),
    'batch API': await measure(server, 'batch API'),
    'batch API, together': await measure(server, 'batch API, together'),
  }
  for (const [name, { answers: _, ...run }] of Object.entries({ 'one by one': alone, ...others })) {
    console.log(name, run)
  }
  for (const [name, run] of Object.entries(others)) {
    const same = run.answers.filter((answer, at) => answer === alone.answers[at]).length
    const saved = (key: 'promptTokens' | 'costMicros') => `${((1 - run[key] / alone[key]) * 100).toFixed(1)} %`
    console.log(`${name}: ${same} of ${alone.answers.length} answers are the same as one by one`)
    console.log(`saved: ${saved('promptTokens')} of the prompt tokens, ${saved('costMicros')} of the money`)
  }
} finally {
  await server.close()
}

async function measure(models: OpenAiServer, way: 'one by one' | 'together' | 'batch API' | 'batch API, together') {
  models.reset()
  models.byDefault(reply(copyFromEvidence, { chunks: 4 }))
  // The server counts tokens in its own way, of which the product would warn for each call.
  const quietly = { LOG_LEVEL: 'fatal' }
  const variables = { ...quietly, MODELS_FILE: await writeModels(models) }
  return withTemporaryLorekeep(async (lorekeep) => {
    await ingestSamples(lorekeep)
    const questionnaire = readQuestionnaire(await readFile(resolve(file)), basename(file))
    const settings = { sharesCalls: way.endsWith('together'), mayWait: way.startsWith('batch API') }
    const { id } = await lorekeep.batches.prepare({ name: file, questionnaire, ...settings }, administrator)
    const startedAt = performance.now()
    const batch = await lorekeep.batches.resume(id, administrator, () => undefined, signal)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const results: BatchResult[] = []
    for await (const result of lorekeep.batches.results(batch)) results.push(result)
    const [spent] = await lorekeep.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
    if (spent === undefined) throw new Error('Nothing was booked.')
    return {
      ...batch.counts,
      calls: models.requests.filter(({ path }) => path.endsWith('/chat/completions')).length,
      submitted: models.batches.created.map(({ prompts }) => prompts.length),
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

/** The prices of the installation, and a cloud model with a batch API. */
async function writeModels(models: OpenAiServer): Promise<string> {
  const installed = JSON.parse(await readFile(resolve('data/models.json'), 'utf8')) as Record<string, unknown>
  const provider = { name: 'cloud', tier: 'cloud', baseUrl: models.baseUrl, model, batch: { pollSeconds: 1 } }
  const written = join(await mkdtemp(join(tmpdir(), 'lorekeep-batch-')), 'models.json')
  await writeFile(written, JSON.stringify({ ...installed, providers: [{ ...provider, contextTokens: 128_000 }] }))
  return written
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
