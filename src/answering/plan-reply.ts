import { batchPrice } from '../accounting/prices/batch-price.ts'
import type { FindLowBudget, LowBudget } from '../accounting/budgets/low-budget.ts'
import { highestCost } from '../accounting/prices/cost.ts'
import { priceOf } from '../accounting/prices/price-list.ts'
import { type Classification, strictest } from '../domain/access/classification.ts'
import type { Difficulty } from '../domain/routing/difficulty.ts'
import { messageOf } from '../domain/errors.ts'
import type { ModelCatalogue, ModelProvider } from '../domain/routing/model-catalogue.ts'
import type { Micros } from '../domain/money.ts'
import { estimateTokens } from '../domain/text/token-estimate.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { attemptIn } from '../privacy/injection/screen-question.ts'
import { chooseRoute, type RoutePlan } from '../routing/choose-route.ts'
import type { ModelWatch } from '../routing/model-watch.ts'
import type { PredictDifficulty } from '../routing/difficulty/predict-difficulty.ts'
import type { ProviderSlots } from '../routing/provider-slots.ts'
import type { RetrievalSignals } from '../routing/difficulty/retrieval-signals.ts'
import { chooseSentences } from './sentences/choose-sentences.ts'
import { compress, type CompressedPassage, type CountTokens, uncompressed } from './compression/compress.ts'
import type { Findings } from './draft.ts'
import { evidenceFeaturesOf } from './evidence/evidence-features.ts'
import { type Conflict, findConflict } from './evidence/find-conflict.ts'
import type { Inquiry } from './inquiry.ts'
import { leaks } from './prompt/leaks.ts'
import { type PreparedPrompt, preparePrompt } from './prompt/prepare-prompt.ts'
import type { RetrievedPassage } from './retrieval/retrieved-passage.ts'
import { forModel } from './evidence/without-planted.ts'

/** What an answer is made from, and who may make it. */
export interface ReplyPlan {
  readonly evidence: readonly RetrievedPassage[]
  /** How many of the tokens that were found a model is given, as estimated. */
  readonly compression: { readonly found: number; readonly given: number }
  /** Versions that contradict each other in what was asked. */
  readonly conflict: Conflict | undefined
  /** Undefined when redaction failed: then nothing exists that could be sent anywhere. */
  readonly prompt: PreparedPrompt | undefined
  /** As strict as the strictest of what the prompt holds: the evidence and the talk before it. */
  readonly classification: Classification
  readonly difficulty: Difficulty
  readonly route: RoutePlan
  /** The same prompt with the beginning of an answer to go on from. Undefined when redaction failed. */
  readonly promptAfter: (said: string) => Promise<PreparedPrompt | undefined>
}

export type PlanReply = (inquiry: Inquiry, findings: Findings, signal: AbortSignal) => Promise<ReplyPlan>

export interface PlanReplyParts {
  readonly watch: ModelWatch
  readonly slots: ProviderSlots
  readonly predictDifficulty: PredictDifficulty
  readonly findLowBudget: FindLowBudget
  readonly counter: TokenCounter
  readonly clock: Clock
  readonly log: Log
}

/** Where no model is configured, nothing hangs on it. */
const undecided: Difficulty = { probability: 0.5, nearest: [] }
/** How long an answer usually is, in tokens, for comparing prices. */
const usualAnswer = 200

/**
 * Compresses the evidence, redacts the prompt and chooses the route. Asks no model. Where the model that comes first is to
 * be given all evidence, or is not to be, other than the rest, this decides, unless that would send the question elsewhere.
 */
export function createPlanReply(parts: PlanReplyParts): PlanReply {
  return async (inquiry, findings, signal) => {
    const { stopwatch, catalogue, request, principal } = inquiry
    const conflict = findConflict(chooseSentences(findings.comparison), findings.comparison)
    const difficulty = await stopwatch.stage('route', () =>
      catalogue.providers.length === 0
        ? undecided
        : parts.predictDifficulty(findings.question, signalsOf(findings, conflict), signal),
    )
    const lowBudget = catalogue.providers.length > 1 ? await parts.findLowBudget(principal) : undefined
    const known = { conflict, difficulty, lowBudget }
    const usually = catalogue.wholeEvidence !== true
    if (request.compression !== undefined) {
      return planWith(parts, inquiry, findings, { ...known, isCompressed: request.compression === 'on' })
    }
    const plan = await planWith(parts, inquiry, findings, { ...known, isCompressed: usually })
    const [first] = plan.route.candidates
    const isCompressed = first?.compress ?? usually
    if (isCompressed === usually) return plan
    const other = await planWith(parts, inquiry, findings, { ...known, isCompressed })
    return other.route.candidates[0] === first ? other : plan
  }
}

interface Known extends Pick<ReplyPlan, 'conflict' | 'difficulty'> {
  readonly lowBudget: LowBudget | undefined
  readonly isCompressed: boolean
}

async function planWith(
  parts: PlanReplyParts,
  inquiry: Inquiry,
  findings: Findings,
  { conflict, difficulty, lowBudget, isCompressed }: Known,
): Promise<ReplyPlan> {
  const { stopwatch, policy, catalogue } = inquiry
  const isLookup = difficulty.probability < catalogue.hardFrom
  const compressed = await stopwatch.stage('compress', async () =>
    withVersions(
      isCompressed
        ? await compress({ ...findings, isLookup }, countTokensFor(catalogue, parts.counter))
        : uncompressed(findings.passages),
      conflict,
    ),
  )
  const evidence = compressed.map(({ passage }) => passage)
  const leftOut = new Map(compressed.map((of) => [of.passage.chunkId, of.leftOut]))
  const read = forModel(evidence, findings.planted, leftOut)
  const prompt = await stopwatch.stage('redact', () => prepare(parts.log, inquiry, findings, read, { conflict }))
  const levels = evidence.map(({ classification }) => classification)
  const classification = strictest([findings.conversation.classification, ...levels])
  const route = chooseRoute({
    policy,
    catalogue,
    classification,
    onPremOnlyKinds: [...new Set([...findings.screening.onPremOnlyKinds, ...(prompt?.onPremOnlyKinds ?? [])])],
    redacted: prompt !== undefined,
    promptTokens: prompt === undefined ? 0 : promptSize(prompt),
    difficulty,
    ...(lowBudget !== undefined && { lowBudget: lowBudgetText(lowBudget) }),
    costOf: (provider) => usualCost(provider, inquiry, prompt, parts.clock()),
    ...(inquiry.request.heldCall !== undefined && { replied: inquiry.request.heldCall.provider.name }),
    allows: (provider) => parts.watch.allows(provider),
    healthOf: (provider) => parts.watch.healthOf(provider),
    isFull: (provider) => parts.slots.isFull(provider),
    at: parts.clock(),
  })
  const compression = { found: tokensOf(findings.passages), given: tokensOf(read) }
  return {
    evidence,
    compression,
    conflict,
    prompt,
    classification,
    difficulty,
    route: withoutModels(route, inquiry, findings),
    promptAfter: (said) => prepare(parts.log, inquiry, findings, read, { conflict, said }),
  }
}

function lowBudgetText({ kind, period, percent }: LowBudget): string {
  return `${kind} budget of the ${period} at ${percent} %`
}

/** Undefined where nobody knows the price. */
function usualCost(
  { tier, model, batch }: ModelProvider,
  { catalogue, request }: Inquiry,
  prompt: PreparedPrompt | undefined,
  at: number,
): Micros | undefined {
  const full = priceOf(catalogue, tier, model, at)
  const price = full && request.mayWait && batch ? batchPrice(full, batch.priceShare) : full
  return price && highestCost(prompt === undefined ? 0 : promptSize(prompt), usualAnswer, price)
}

function signalsOf({ comparison, passages }: Findings, conflict: Conflict | undefined): RetrievalSignals {
  const scores = passages.map(({ score }) => score)
  return {
    bestSentence: evidenceFeaturesOf(comparison).sentence,
    spread: scores.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores),
    hasConflict: conflict !== undefined,
  }
}

/** Estimated tokens of what a model would be sent. */
export function promptSize(prompt: PreparedPrompt): number {
  return prompt.redacted.reduce((sum, message) => sum + estimateTokens(message.content), 0)
}

/**
 * Undefined when redaction failed, for whatever reason: then no prompt exists that could be sent
 * anywhere, and the answer is a quoted one.
 */
async function prepare(
  log: Log,
  inquiry: Inquiry,
  findings: Findings,
  evidence: readonly RetrievedPassage[],
  { conflict, said }: { readonly conflict: Conflict | undefined; readonly said?: string },
): Promise<PreparedPrompt | undefined> {
  const { turns, classification, vault } = findings.conversation
  const { question, language } = findings
  const { policy, findSensitive } = inquiry
  try {
    const material = {
      question,
      turns,
      classification,
      evidence,
      language,
      policy,
      findSensitive,
      ...(conflict && { conflict }),
      ...(said !== undefined && { said }),
    }
    return await vault.redact((open) => {
      const prompt = preparePrompt(material, open)
      return leaks(prompt.redacted, prompt.texts, open, policy.companyRules) ? undefined : prompt
    })
  } catch (error) {
    log.error('redaction.failed', { answerId: inquiry.answerId, error: messageOf(error) })
    return undefined
  }
}

/** A question that tries to turn the assistant is for no model; what documents say can still be quoted. */
function withoutModels(route: RoutePlan, { request }: Inquiry, { question }: Findings): RoutePlan {
  return attemptIn(`${request.question}\n${question}`).length === 0
    ? route
    : { ...route, candidates: [], reasons: [...route.reasons, { code: 'instruction-in-question' }] }
}

/** Both sides of a conflict belong to the evidence, whole. */
function withVersions(
  compressed: readonly CompressedPassage[],
  conflict: Conflict | undefined,
): readonly CompressedPassage[] {
  if (conflict === undefined) return compressed
  const sides = [conflict.newer.passage, conflict.older.passage]
  const missing = sides.filter((side) => !compressed.some(({ passage }) => passage === side))
  return [
    ...compressed.map((of) => (sides.includes(of.passage) ? { ...of, leftOut: [] } : of)),
    ...missing.map((passage) => ({ passage, leftOut: [] })),
  ]
}

/** By the tokenizer of the configured models; of several the one that counts most, since any of them may be asked. */
function countTokensFor({ providers }: ModelCatalogue, counter: TokenCounter): CountTokens {
  const models = [...new Set(providers.map(({ model }) => model))]
  return async (text) =>
    models.length === 0
      ? estimateTokens(text)
      : Math.max(...(await Promise.all(models.map((model) => counter.count(text, model)))))
}

function tokensOf(passages: readonly RetrievedPassage[]): number {
  return passages.reduce((sum, { text }) => sum + estimateTokens(text), 0)
}
