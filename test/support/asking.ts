import { createFindLowBudget } from '../../src/accounting/budgets/low-budget.ts'
import { createReserveBudget } from '../../src/accounting/budgets/reserve-budget.ts'
import { createJiebaAnalyzer } from '../../src/adapters/language/jieba-analyzer.ts'
import { createMemoryAnswerCache } from '../../src/adapters/memory/memory-answer-cache.ts'
import { createMemoryRecords } from '../../src/adapters/memory/memory-records.ts'
import { abstain } from '../../src/answering/abstain.ts'
import { createAsk } from '../../src/answering/ask.ts'
import type { AskEvent, AskRequest, Emit } from '../../src/answering/ask-request.ts'
import { createCompareQuestion } from '../../src/answering/sentences/compare-question.ts'
import { createConclude } from '../../src/answering/conclusion/conclude.ts'
import { createExtractAnswer } from '../../src/answering/sentences/extract.ts'
import { createGenerate, type Generate } from '../../src/answering/generation/generate.ts'
import { createOpenConversation } from '../../src/answering/conversation/open-conversation.ts'
import { createRecall, type Recall } from '../../src/answering/cache/recall.ts'
import { createSingleFlight } from '../../src/answering/cache/single-flight.ts'
import { createPlanReply } from '../../src/answering/plan-reply.ts'
import { createReply } from '../../src/answering/reply.ts'
import type { PresentedAnswer } from '../../src/answering/presentation/presented-answer.ts'
import type { RetrievedPassage } from '../../src/answering/retrieval/retrieved-passage.ts'
import { createRewrite } from '../../src/answering/follow-up/rewrite.ts'
import { createSettle } from '../../src/answering/conclusion/settle.ts'
import { createAnswerTogether, type QuestionEnd } from '../../src/answering/together/answer-together.ts'
import { createGenerateTogether } from '../../src/answering/together/generate-together.ts'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { ModelCatalogue, ModelPrice, ModelProvider } from '../../src/domain/routing/model-catalogue.ts'
import type { Policy } from '../../src/domain/privacy/policy.ts'
import type { ChatModelFactory } from '../../src/ports/chat-model.ts'
import type { Clock, NewId } from '../../src/ports/clock.ts'
import type { Log } from '../../src/ports/log.ts'
import type { TokenCounter } from '../../src/ports/token-counter.ts'
import type { Records } from '../../src/ports/records.ts'
import type { FindSensitive } from '../../src/privacy/find-sensitive.ts'
import { createModelWatch, type ModelWatch } from '../../src/routing/model-watch.ts'
import { createProviderSlots } from '../../src/routing/provider-slots.ts'
import { findFor } from './find-sensitive.ts'

export interface AskingOptions {
  readonly policy: Policy
  readonly providers: readonly ModelProvider[]
  readonly models: ChatModelFactory
  /** What a search brings; of a whole collection when asked without a question. */
  readonly passages: (question?: string) => readonly RetrievedPassage[]
  readonly prices?: readonly ModelPrice[]
  /** Whether a model is given all evidence, whole. */
  readonly wholeEvidence?: boolean
  readonly findSensitive?: FindSensitive
  /** Where it is all written down; in memory where absent. */
  readonly records?: AskingRecords
  /** More of the catalogue than the providers, as it is when a question comes. */
  readonly catalogue?: () => Partial<ModelCatalogue>
  readonly watch?: ModelWatch
  readonly recall?: Recall
  readonly counter?: TokenCounter
  readonly clock?: Clock
  readonly newId?: NewId
}

export type AskingRecords = Pick<
  Records,
  'registry' | 'conversations' | 'journal' | 'budgets' | 'keywordIndex' | 'ledger' | 'auditLog'
>

const analyzer = createJiebaAnalyzer()

/**
 * The real way of a question over memory, from the screening to the books. Only the search, the judgement of the evidence
 * and the check of the finished answer are as a test says.
 */
export function createAsking(options: AskingOptions) {
  const { policy, providers, models, passages, findSensitive, prices = [], wholeEvidence = false } = options
  const clock = options.clock ?? (() => Date.parse('2026-06-01'))
  const records = options.records ?? createMemoryRecords(clock)
  const { conversations, journal, budgets, keywordIndex: keywords } = records
  const logged: (readonly unknown[])[] = []
  const write = (...line: readonly unknown[]) => void logged.push(line)
  const log: Log = { debug: write, info: write, warn: write, error: write }
  const watch = options.watch ?? createModelWatch(clock)
  const counter = options.counter ?? {
    count: async (text: string) => Math.ceil(text.length / 3),
    isExactFor: () => false,
  }
  const slots = createProviderSlots()
  const calling = {
    models,
    watch,
    slots,
    reserve: createReserveBudget(budgets, clock, () => undefined),
    budgets,
    counter,
    clock,
  }
  const find = findSensitive ?? findFor(policy.companyRules)
  const recall =
    options.recall ??
    createRecall({
      cache: createMemoryAnswerCache(10),
      registry: { labelsInUse: async () => [], get: async (id) => documentOf(passages(), id) },
      findSensitive: find,
      log,
    })
  const compare = createCompareQuestion({ keywords, analyzer })
  let ids = 0
  const newId = options.newId ?? (() => `id-${(ids += 1)}`)
  const generate = createGenerate(calling)
  const settle = createSettle(
    journal,
    newId,
    async () => undefined,
    () => undefined,
  )
  const askParts = {
    openConversation: createOpenConversation({ conversations, journal, clock, days: 30 }),
    rewrite: createRewrite({ ...calling, analyzer, log }),
    recall,
    singleFlight: createSingleFlight(),
    retrieve: async (question: string) => passages(question),
    journal,
    judgeEvidence: async (question: string, found: readonly RetrievedPassage[], signal: AbortSignal) => ({
      judgement: { sufficient: found.length > 0, coverage: 1, similarity: 1, score: 1, threshold: 0 },
      comparison: await compare(question, found, signal),
    }),
    abstain,
    conclude: createConclude({
      settle,
      conversations,
      recall,
      registry: { extracted: async (_, version) => textOf(passages(), version), get: async () => undefined },
      clock,
      log,
    }),
    policy: { current: () => policy },
    endpoints: {
      forQuestion: <T>(_payer: unknown, _onCall: unknown, work: () => Promise<T>) => work(),
      book: async () => undefined,
    },
    findSensitive: find,
    cloudGuard: { during: <T>(_talk: unknown, work: () => Promise<T>) => work() },
    catalogue: {
      current: () => ({
        currency: 'USD',
        providers,
        prices,
        hardFrom: 0.5,
        baselineModel: 'x',
        wholeEvidence,
        ...options.catalogue?.(),
      }),
    },
    clock,
    newId,
  }
  const replyParts = {
    checkAnswer: async (answer: PresentedAnswer) => answer,
    extractAnswer: createExtractAnswer(async (comparison) => comparison),
    abstain,
    planReply: createPlanReply({
      findLowBudget: createFindLowBudget(budgets, clock),
      watch,
      slots,
      predictDifficulty: Object.assign(async () => ({ probability: 0, nearest: [] }), {
        ready: async () => undefined,
        close: () => undefined,
      }),
      counter: calling.counter,
      clock,
      log,
    }),
    analyzer,
  }
  const askWith = (generates: Generate) =>
    createAsk({ ...askParts, reply: createReply({ ...replyParts, generate: generates }) })
  const ask = askWith(generate)
  const answerTogether = createAnswerTogether({
    askWith,
    generate,
    generateTogether: createGenerateTogether({ ...calling, log }),
  })
  const events: AskEvent[] = []
  const usual: { readonly emit: Emit; readonly signal: AbortSignal } = {
    emit: (event) => void events.push(event),
    signal: new AbortController().signal,
  }
  const ada = { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] } as const
  return {
    /** What batches are made of. */
    batchParts: {
      answerTogether,
      journal,
      reserve: calling.reserve,
      budgets,
      settle,
      counter,
      clock,
      newId,
      log,
      catalogue: askParts.catalogue,
    },
    records,
    logged,
    /** All that a reader saw. */
    events,
    ask: (question: string, over: Partial<AskRequest> = {}, how: Partial<typeof usual> = {}) =>
      ask({ question, ...over }, ada, how.emit ?? usual.emit, how.signal ?? usual.signal),
    /** As the questions of a batch. */
    async askTogether(questions: readonly string[], sharesCalls = true): Promise<readonly QuestionEnd[]> {
      const ends: QuestionEnd[] = []
      await answerTogether(
        questions.map((question) => ({ question, isSingle: true })),
        ada,
        {
          sharesCalls,
          giveWay: async () => undefined,
          onBegin: async () => undefined,
          onEnd: async (index, end) => void (ends[index] = end),
        },
        usual.signal,
      )
      return ends
    },
  }
}

/** What is published of a document, as far as its passages tell. */
function documentOf(passages: readonly RetrievedPassage[], id: string) {
  const passage = passages.find(({ documentId }) => documentId === id)
  return passage && ({ id, version: passage.version } as RegisteredDocument)
}

/** A document whose only known part is a passage. */
function textOf(passages: readonly RetrievedPassage[], version: string) {
  const passage = passages.find((known) => known.version === version)
  return passage && { text: ' '.repeat(passage.start) + passage.text, pages: [], headings: [] }
}
