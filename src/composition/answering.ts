import { join } from 'node:path'
import { createFindLowBudget } from '../accounting/budgets/low-budget.ts'
import { createReserveBudget } from '../accounting/budgets/reserve-budget.ts'
import { createOpenAiChatModel } from '../adapters/openai/openai-chat-model.ts'
import { createTokenCounter } from '../adapters/openai/token-counter.ts'
import { createQuestionVectorFile } from '../adapters/system/question-vector-file.ts'
import { abstain } from '../answering/abstain.ts'
import { createAsk } from '../answering/ask.ts'
import { createSingleFlight } from '../answering/cache/single-flight.ts'
import { createConclude } from '../answering/conclusion/conclude.ts'
import { createSettle } from '../answering/conclusion/settle.ts'
import { createSettleJudging } from '../answering/conclusion/settle-judging.ts'
import { createOpenConversation } from '../answering/conversation/open-conversation.ts'
import { createRewrite } from '../answering/follow-up/rewrite.ts'
import { createGenerate, type Generate } from '../answering/generation/generate.ts'
import { createPlanReply } from '../answering/plan-reply.ts'
import { createPreviewRoute } from '../answering/preview-route.ts'
import { createRedactText } from '../answering/redact-text.ts'
import { createReply } from '../answering/reply.ts'
import { withLaterPages } from '../answering/retrieval/with-later-pages.ts'
import { createEmbedSentences } from '../answering/sentences/embed-sentences.ts'
import { createExtractAnswer } from '../answering/sentences/extract.ts'
import { createCheckAnswer } from '../answering/support/check-answer.ts'
import { createCheckClaim } from '../answering/support/check-claim.ts'
import { createPrepareJudge } from '../evaluation/judging/judge-answer.ts'
import type { RoutingExample } from '../domain/routing/difficulty.ts'
import { questionText } from '../domain/privacy/sourced-text.ts'
import type { GuardedEmbedder } from '../ports/guarded-embedder.ts'
import { examplesFromFeedback } from '../routing/difficulty/examples-from-feedback.ts'
import { createPredictDifficulty } from '../routing/difficulty/predict-difficulty.ts'
import { createModelWatch } from '../routing/model-watch.ts'
import { createProviderSlots } from '../routing/provider-slots.ts'
import type { Accounting } from './accounting.ts'
import type { AnswerMemory } from './answer-memory.ts'
import type { Configuration } from './configuration.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'
import type { Retrieval } from './retrieval.ts'

/** How many rated answers difficulty is learned from. */
const ratedLearned = 1000

export interface AnsweringNeeds {
  readonly configuration: Configuration
  readonly records: Records
  readonly accounting: Accounting
  readonly embedder: GuardedEmbedder
  readonly retrieval: Retrieval
  readonly memory: AnswerMemory
}

export type Answering = ReturnType<typeof composeAnswering>

/** The way of a question, and the ways that go a part of it. */
export function composeAnswering(foundation: Foundation, needs: AnsweringNeeds) {
  const { environment, clock, newId, log } = foundation
  const { configuration, records, accounting, embedder, retrieval, memory } = needs
  const { policy, catalogue, findSensitive, cloudGuard } = configuration
  const { registry, sourceFiles, journal, budgets, conversations, keywordIndex: keywords } = records
  const { announce, watchBooks, endpoints } = accounting
  const { analyzer, judgeEvidence } = retrieval
  const { retrieve } = retrieval.uses

  const calling = {
    models: createOpenAiChatModel,
    watch: createModelWatch(clock),
    slots: createProviderSlots(),
    reserve: createReserveBudget(budgets, clock, announce),
    budgets,
    counter: createTokenCounter(),
    clock,
  }
  const settle = createSettle(journal, newId, watchBooks, announce)
  const settleJudging = createSettleJudging({ journal, newId, clock, watchBooks, announce })
  const predictDifficulty = composePredictDifficulty(foundation, needs)
  const planReply = createPlanReply({
    ...calling,
    predictDifficulty,
    findLowBudget: createFindLowBudget(budgets, clock),
    log,
  })
  const openConversation = createOpenConversation({ conversations, journal, clock, days: environment.conversationDays })
  const replyParts = {
    checkAnswer: createCheckAnswer({ checkClaim: createCheckClaim(analyzer, embedder), keywords, analyzer }),
    extractAnswer: createExtractAnswer(createEmbedSentences(embedder)),
    abstain,
    planReply,
    analyzer,
  }
  const askParts = {
    openConversation,
    rewrite: createRewrite({ ...calling, analyzer, log }),
    recall: memory.recall,
    singleFlight: createSingleFlight(),
    retrieve: withLaterPages(retrieve, registry),
    journal,
    judgeEvidence,
    abstain,
    conclude: createConclude({
      settle,
      conversations,
      recall: memory.recall,
      registry,
      clock,
      log,
    }),
    policy,
    findSensitive,
    cloudGuard,
    endpoints,
    catalogue,
    clock,
    newId,
  }
  return {
    calling,
    settle,
    generate: createGenerate(calling),
    /** Asking, with an answer's text from `generate`. */
    askWith: (generate: Generate) => createAsk({ ...askParts, reply: createReply({ ...replyParts, generate }) }),
    uses: {
      predictDifficulty,
      previewRoute: createPreviewRoute({
        retrieve,
        judgeEvidence,
        planReply,
        policy,
        catalogue,
        findSensitive,
        clock,
      }),
      redactText: createRedactText({ findSensitive, policy, openConversation }),
      prepareJudge: createPrepareJudge({
        ...calling,
        policy,
        catalogue,
        findSensitive,
        journal,
        registry,
        sourceFiles,
        settleJudging,
        log,
      }),
    },
  }
}

/** How hard a question is, learned from examples and from how answers were rated. */
function composePredictDifficulty(
  { environment, clock, log }: Foundation,
  { configuration, records, accounting, embedder, retrieval }: AnsweringNeeds,
) {
  const { routingExamples, catalogue, cloudGuard } = configuration
  return createPredictDifficulty({
    examples: async () =>
      withVectors(embedder, [
        ...routingExamples.current(),
        ...examplesFromFeedback(await records.journal.rated({ since: 0, limit: ratedLearned }), catalogue.current()),
      ]),
    embed: retrieval.uses.embedQuestion,
    embedder: async (signal) => (await embedder.identity(signal)).id,
    kept: createQuestionVectorFile(join(environment.dataDir, 'models', 'routing-vectors.json')),
    aside: accounting.forItself('routing-examples', (work: () => Promise<void>) => cloudGuard.apart(work)),
    clock,
    log,
  })
}

/** Those of the examples whose question the embedding model may see: a meaning that only some have tells nothing. */
async function withVectors(
  embedder: GuardedEmbedder,
  examples: readonly RoutingExample[],
): Promise<readonly RoutingExample[]> {
  const isWithheld = await embedder.withholds(examples.map(({ question }) => questionText(question)))
  return examples.filter((_, at) => isWithheld[at] !== true)
}
