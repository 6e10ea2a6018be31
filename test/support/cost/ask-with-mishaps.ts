import { setImmediate } from 'node:timers/promises'
import { oneOf, seededRandom } from '../../../src/evaluation/seeded-random.ts'
import { createOpenAiChatModel } from '../../../src/adapters/openai/openai-chat-model.ts'
import type { AskEvent } from '../../../src/answering/ask-request.ts'
import type { Recall, Recalled } from '../../../src/answering/cache/recall.ts'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { ModelCatalogue, ModelProvider } from '../../../src/domain/routing/model-catalogue.ts'
import type { TokenCounter } from '../../../src/ports/token-counter.ts'
import type { ModelWatch } from '../../../src/routing/model-watch.ts'
import { type AskingRecords, createAsking } from '../asking.ts'
import { startOpenAiServer } from '../openai-server/openai-server.ts'
import { countTokens } from '../openai-server/token-count.ts'
import { passageOf } from '../passages.ts'
import { policyWith } from '../policies.ts'
import { priceWith, type Tariff } from '../prices.ts'
import { providerOf } from '../providers.ts'
import { type Mishap, mishaps, type Script, scriptFor, shownBeforeLeaving } from './mishaps.ts'
import { serverBill } from './server-bill.ts'

const places = ['first', 'second', 'third'] as const
const tariffs: Readonly<Record<(typeof places)[number], Tariff>> = {
  first: { input: 137_000, cached: 41_000, output: 413_000, reasoning: 413_000 },
  second: { input: 211_000, cached: 211_000, output: 631_000, reasoning: 501_000 },
  third: { input: 2_503_000, cached: 1_249_000, output: 10_007_000, reasoning: 10_007_000 },
}
const currency = 'USD'
const prices = places.map((model) => priceWith(tariffs[model], { model, tier: tierOf(model) }))

function tierOf(place: (typeof places)[number]): ModelProvider['tier'] {
  return place === 'third' ? 'cloud' : 'on-prem'
}

/** Whatever fails, every question goes the same way. */
const patientWatch: ModelWatch = {
  allows: () => true,
  begin: () => undefined,
  succeeded: () => undefined,
  failed: () => undefined,
  healthOf: () => ({ calls: 0, failures: 0, firstWordMs: undefined, score: 1 }),
}

/** Counts as the server does: what is compared is the books, not tokenizers. */
const counter: TokenCounter = { count: async (text) => countTokens(text), isExactFor: () => true }

/** Remembers answers by the letters of their question. */
function createPlainRecall(): Recall {
  const kept = new Map<string, Recalled>()
  return {
    ask: async ({ question }) => ({ key: question, partition: '', question, vector: async () => undefined }),
    find: async ({ key }) => kept.get(key),
    remember: async ({ key, question }, { answer, baselineUsage }) =>
      void kept.set(key, { answer, baselineUsage, at: answer.createdAt, question }),
  }
}

export interface MishapRun {
  readonly questions: number
  readonly seed: number
  readonly atOnce: number
}

/**
 * Asks many questions of a strict server that refuses, stalls, breaks off and counts for itself, and gives both counts: the
 * server's bill and the ledger's totals, by model.
 */
export async function askWithMishaps(records: AskingRecords, { questions, seed, atOnce }: MishapRun) {
  const random = seededRandom(seed)
  const server = await startOpenAiServer({ models: places, templateTokens: 5 })
  const scripts = new Map<number, Script>()
  server.byDefault((request, { body }) => {
    const [, number = ''] = /case (\d+) /.exec(JSON.stringify(body)) ?? []
    const script = scripts.get(Number(number))
    const place = places.find((name) => name === request.model)
    if (script === undefined || place === undefined) throw new Error(`Nothing is scripted for "${request.model}".`)
    return script[place]
  })
  let catalogue: Partial<ModelCatalogue> = {}
  const asking = createAsking({
    policy: policyWith(),
    providers: [],
    models: createOpenAiChatModel,
    passages: () => [passageOf('Everyone gets 25 days of leave in every year, and 5 more days after the tenth year.')],
    records,
    catalogue: () => catalogue,
    watch: patientWatch,
    counter,
    recall: createPlainRecall(),
  })
  await records.budgets.setBudgets([
    {
      kind: 'organisation',
      id: '*',
      period: 'month',
      unit: 'money',
      limit: 1_000_000_000_000,
      warnAt: [],
      whenExhausted: 'cheaper',
    },
  ])
  const went = new Map<Mishap, number>()
  const outcomes = new Map<string, number>()

  const ask = async (number: number) => {
    const mishap = oneOf(mishaps, random) ?? 'streamed'
    went.set(mishap, (went.get(mishap) ?? 0) + 1)
    scripts.set(number, scriptFor(mishap, random))
    const times = mishap === 'cached' ? 2 : 1
    for (let time = 0; time < times; time += 1) {
      const leaving = new AbortController()
      let text = ''
      const emit = (event: AskEvent) => {
        if (event.type !== 'delta') return
        text += event.text
        if (mishap === 'left' && shownBeforeLeaving(text)) void setImmediate().then(() => leaving.abort())
      }
      catalogue = catalogueFor(mishap, server.baseUrl)
      const asked = asking.ask(`How many days does case ${number} get?`, {}, { emit, signal: leaving.signal })
      const outcome = await asked.then(nameOf, codeOf)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
  }
  // The first question loads dictionaries, which would use up the time limits of others.
  await ask(questions)
  const numbers = Array.from({ length: questions - 1 }, (_, index) => index).values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const number of numbers) await ask(number)
    }),
  )
  await Promise.all(server.requests.map(({ finished }) => finished))
  const bill = serverBill(server.requests, tariffs)
  await server.close()
  const totals = await records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'model' })
  const [budget] = await records.budgets.budgets(Date.parse('2026-06-01'))
  return { bill, totals, reservedMicros: budget?.reserved, spentMicros: budget?.spent, went, outcomes }
}

/** Time limits and hedging as the mishap needs them: hours, so that nothing else ends a call, or next to nothing. */
function catalogueFor(mishap: Mishap, baseUrl: string): Partial<ModelCatalogue> {
  // On a busy machine a call must have reached the server by then: one that did not is nothing to bill.
  const soon = 2000
  const providers = places.map((model) =>
    providerOf(tierOf(model), {
      name: model,
      model,
      baseUrl,
      maxOutputTokens: mishap === 'shortened' ? 6 : 100,
      ...(mishap === 'timed-out' && model === 'first' && { firstTokenTimeoutMs: soon }),
      ...(mishap === 'continued' && model === 'first' && { nextTokenTimeoutMs: soon }),
    }),
  )
  return {
    currency,
    providers,
    prices,
    ...(mishap === 'hedged' && { hedgeAfterMs: 20 }),
    ...(mishap === 'too-late' && { timeLimitMs: soon }),
  }
}

function nameOf({ cache, route }: Answer): string {
  const codes = new Set(route.reasons.map(({ code }) => code))
  const told = (['continued', 'asked-beside', 'time-limit', 'provider-failed'] as const).find((code) => codes.has(code))
  return cache === 'hit' ? 'remembered' : (told ?? 'answered')
}

function codeOf(error: unknown): string {
  if (error instanceof LorekeepError) return error.code
  throw error
}
