import { AsyncResource } from 'node:async_hooks'
import type { Citation } from '../domain/answer.ts'
import type { Budget } from '../domain/budget.ts'
import { strictest } from '../domain/classification.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { ModelProvider } from '../domain/model-catalogue.ts'
import type { Route, RouteReason } from '../domain/route.ts'
import { usualAnswerMs } from '../domain/time-limits.ts'
import { estimateTokens } from '../domain/token-estimate.ts'
import { addUsage, noUsage, type TokenUsage } from '../domain/usage.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'
import { createRestorer } from '../privacy/restore.ts'
import { createVault, type Vault } from '../privacy/vault.ts'
import { fits, type RoutePlan } from '../routing/choose-route.ts'
import type { Abstain } from './abstain.ts'
import { answerTexts } from './answer-texts.ts'
import type { Inquiry } from './inquiry.ts'
import { type CitationBinder, createCitationBinder } from './presentation/bind-citation.ts'
import type { Continuation } from './continuation/go-on.ts'
import { citeRecited } from './presentation/cite-recited.ts'
import { type Draft, type Findings, ownRoute } from './draft.ts'
import type { ExtractAnswer } from './sentences/extract.ts'
import type { Conflict } from './evidence/find-conflict.ts'
import type { Generate, GenerateTask } from './generation/generate.ts'
import { limitReply } from './presentation/limit-reply.ts'
import type { ModelCall } from './generation/model-call.ts'
import { type PlanReply, promptSize, type ReplyPlan } from './plan-reply.ts'
import type { PreparedPrompt } from './prompt/prepare-prompt.ts'
import { type Place, quotable } from './sentences/quotable.ts'
import { createReplyPresenter } from './presentation/present-reply.ts'
import type { PresentedAnswer } from './presentation/presented-answer.ts'
import type { RetrievedPassage } from './retrieval/retrieved-passage.ts'
import type { CheckAnswer } from './support/check-answer.ts'
import { forModel, quotedWithout, withoutPlanted } from './evidence/without-planted.ts'

export type Reply = (inquiry: Inquiry, findings: Findings, signal: AbortSignal) => Promise<Draft>

export interface ReplyParts {
  readonly generate: Generate
  readonly checkAnswer: CheckAnswer
  readonly extractAnswer: ExtractAnswer
  readonly abstain: Abstain
  readonly planReply: PlanReply
  readonly analyzer: TextAnalyzer
}

/** Answers as planned: by a model where one is allowed, else by quoting. */
export function createReply(parts: ReplyParts): Reply {
  return async (inquiry, found, signal) => {
    const { stopwatch } = inquiry
    const findings = await stopwatch.stage('guard', () => withoutPlanted(found))
    if (findings.passages.length === 0) return parts.abstain(inquiry, findings)
    const planned = await parts.planReply(inquiry, findings, signal)
    const { evidence, prompt, route: plan } = planned
    const draft = draftOf(inquiry, findings, planned)

    if (prompt !== undefined && plan.candidates.length > 0) {
      const generation = await stopwatch.stage('generate', () =>
        parts.generate(
          {
            ...inquiry,
            candidates: plan.candidates,
            timeLimitMs: (inquiry.catalogue.timeLimitMs ?? usualAnswerMs) - stopwatch.elapsedMs(),
            hedgeAfterMs: inquiry.catalogue.hedgeAfterMs,
            messagesFor: (provider) => messagesFor(provider, inquiry, prompt),
            ...materialFor(inquiry, findings, planned),
            present: (provider, failed, vault) =>
              presenterFor(parts, inquiry, findings, evidence, routeTo(provider, plan, failed), vault),
            continueFrom: (provider, said) => continueFrom(provider, said, inquiry, findings, planned),
            // A batch may run it for this question while it is about another one.
            check: AsyncResource.bind((answer: PresentedAnswer) =>
              stopwatch.stage('check', () => check(parts, inquiry, findings, evidence, answer, signal)),
            ),
            answersAgain: inquiry.policy.unsupported === 'answer-again',
            onCall: (call) => inquiry.calls.push(call),
          },
          signal,
        ),
      )
      const reasons = [...plan.reasons, ...generation.failed]
      if (generation.status === 'not-found')
        return parts.abstain(inquiry, findings, [...reasons, { code: 'no-evidence' }])
      if (generation.status === 'stopped') throw outOfBudget(generation.exhausted, findings)
      if (generation.status === 'answered') {
        const { answer, provider, failed, brokenOff } = generation
        return draft(answer, routeTo(provider, plan, failed), brokenOff)
      }
      const isLate = reasons.some(({ code }) => code === 'time-limit')
      const why = isLate ? reasons : [...reasons, { code: 'no-provider-left' } as const]
      return draft(...(await quote(parts, inquiry, findings, evidence, why, signal)))
    }
    return draft(...(await quote(parts, inquiry, findings, evidence, plan.reasons, signal)))
  }
}

/** Says so in the language of the question. */
function outOfBudget({ kind, period }: Budget, { language }: Findings): LorekeepError {
  const { budgetExhausted, budgetHint } = answerTexts[language]
  return new LorekeepError('budget-exhausted', budgetExhausted(kind, period), { hint: budgetHint(period) })
}

function messagesFor(provider: ModelProvider, inquiry: Inquiry, prompt: PreparedPrompt) {
  return provider.tier === 'on-prem' && inquiry.policy.onPrem === 'raw' ? prompt.raw : prompt.redacted
}

/** What a provider may be sent to go on with an answer: no more than of the question that it answers. */
async function continueFrom(
  provider: ModelProvider,
  said: string,
  inquiry: Inquiry,
  findings: Findings,
  { evidence, promptAfter }: ReplyPlan,
): Promise<Continuation | undefined> {
  const prompt = await promptAfter(said)
  if (prompt === undefined || !fits(provider, promptSize(prompt))) return undefined
  if (provider.tier === 'cloud' && prompt.onPremOnlyKinds.length > 0) return undefined
  return {
    messages: messagesFor(provider, inquiry, prompt),
    restorer: replyRestorer(provider, inquiry, findings, evidence),
    known: evidence.map(({ text }) => text).join('\n'),
  }
}

function presenterFor(
  parts: ReplyParts,
  inquiry: Inquiry,
  findings: Findings,
  evidence: readonly RetrievedPassage[],
  route: Route,
  vault?: Vault,
) {
  const { answerId, conversationId, stopwatch } = inquiry
  let isStarted = false
  return createReplyPresenter(
    evidence,
    replyRestorer(route, inquiry, findings, evidence, vault),
    parts.analyzer,
    (event) => {
      if (!isStarted) stopwatch.emit({ type: 'start', id: answerId, conversationId, route })
      isStarted = true
      stopwatch.emit(event)
    },
    inquiry.policy.unsupported !== 'mark' || findings.withheld.length > 0,
  )
}

/** A question that stands by itself can be put to a model with others; talk and contradictions are its own. */
function materialFor(
  { request, policy, findSensitive }: Inquiry,
  { question, language, conversation, planted }: Findings,
  { evidence, conflict }: ReplyPlan,
): Pick<GenerateTask, 'material'> {
  if (!request.isSingle || conversation.turns.length > 0 || conflict !== undefined) return {}
  return { material: { question, evidence: forModel(evidence, planted), language, policy, findSensitive } }
}

/** Sentence by sentence, and for passages that it repeats without saying so. */
async function check(
  parts: ReplyParts,
  { policy }: Inquiry,
  findings: Findings,
  evidence: readonly RetrievedPassage[],
  answer: PresentedAnswer,
  signal: AbortSignal,
): Promise<PresentedAnswer | undefined> {
  const checked = await parts.checkAnswer(answer, evidence, findings.question, policy.unsupported, signal)
  const { withheld, planted } = findings
  const passages = [...new Set([...evidence, ...findings.passages])]
  return checked && citeRecited(checked, { passages, withheld, ...(planted && { planted }) }, parts.analyzer)
}

/** Raw text holds no placeholders of ours; what looks like one in a reply to it is just text. */
function replyRestorer(
  { tier }: Pick<Route, 'tier'>,
  inquiry: Inquiry,
  findings: Findings,
  evidence: readonly RetrievedPassage[],
  vault: Vault = findings.conversation.vault.current,
) {
  const sawRaw = tier === 'on-prem' && inquiry.policy.onPrem === 'raw'
  const restorer = createRestorer(sawRaw ? createVault() : vault, findings.language)
  return limitReply(restorer, forModel(evidence, findings.planted), findings.question)
}

function routeTo(provider: ModelProvider, plan: RoutePlan, failed: readonly RouteReason[]): Route {
  return { tier: provider.tier, provider: provider.name, model: provider.model, reasons: [...plan.reasons, ...failed] }
}

/** The extractive answer: the best sentences, letter for letter. */
async function quote(
  parts: ReplyParts,
  inquiry: Inquiry,
  findings: Findings,
  evidence: readonly RetrievedPassage[],
  reasons: readonly RouteReason[],
  signal: AbortSignal,
): Promise<[PresentedAnswer, Route]> {
  const { answerId, conversationId, stopwatch } = inquiry
  const { question, passages } = findings.comparison
  const ofEvidence = passages.filter(({ passage }) => evidence.includes(passage))
  const { extracts, conflict } = await stopwatch.stage('extract', () =>
    parts.extractAnswer({ question, passages: ofEvidence }, signal),
  )
  const route = ownRoute(...reasons)
  const binder = createCitationBinder(parts.analyzer)
  stopwatch.emit({ type: 'start', id: answerId, conversationId, route })
  let text = ''
  for (const { passage, words } of extracts) {
    const { citation, isNew } = binder.quote(passage, quotedWithout(passage, words, findings.planted))
    const mark = citation.quote.startsWith('|') ? '\n\n' : ' '
    const piece = `${text === '' ? '' : '\n\n'}${citation.quote}${mark}[${citation.n}]`
    text += piece
    stopwatch.emit({ type: 'delta', text: piece })
    if (isNew) stopwatch.emit({ type: 'citation', citation })
  }
  if (conflict !== undefined) {
    const piece = `\n\n${nameConflict(conflict, binder, findings, stopwatch)}`
    text += piece
    stopwatch.emit({ type: 'delta', text: piece })
  }
  return [{ text, citations: binder.citations() }, route]
}

/** A sentence of Lorekeep's own, with the words of both versions cited. */
function nameConflict(
  { newer, older }: Conflict,
  binder: CitationBinder,
  { language }: Findings,
  stopwatch: Inquiry['stopwatch'],
): string {
  const [followed, other] = [newer, older].map(({ passage, words }) => {
    const holding = binder.citations().find((citation) => holds(citation, passage, words))
    if (holding !== undefined) return { title: passage.title, date: passage.date ?? '', n: holding.n }
    const { citation, isNew } = binder.quote(passage, quotable(passage.text, words))
    if (isNew) stopwatch.emit({ type: 'citation', citation })
    return { title: passage.title, date: passage.date ?? '', n: citation.n }
  })
  return followed === undefined || other === undefined ? '' : answerTexts[language].versionsDiffer(followed, other)
}

function holds(citation: Citation, passage: RetrievedPassage, { start, end }: Place): boolean {
  const isSameVersion = citation.version === passage.version
  return isSameVersion && citation.start <= passage.start + start && citation.end >= passage.start + end
}

function draftOf(inquiry: Inquiry, findings: Findings, plan: ReplyPlan) {
  const { evidence, compression, prompt, conflict, classification } = plan
  return (answer: PresentedAnswer, route: Route, brokenOff: readonly ModelCall[] = []): Draft => ({
    status: 'answered',
    text: answer.text,
    language: findings.language,
    citations: answer.citations,
    ...(answer.sentences !== undefined && { sentences: answer.sentences }),
    ...(answer.removed !== undefined && { removed: answer.removed }),
    ...(answer.recited !== undefined && { recited: answer.recited }),
    route,
    found: prompt?.found ?? { question: {}, evidence: {} },
    leftTheBuilding: inquiry.calls.some(({ provider }) => provider.tier === 'cloud'),
    cache: 'miss',
    storedQuestion: inquiry.request.question,
    standaloneQuestion: findings.question,
    passages: findings.passages,
    usedChunks: new Set([...evidence, ...citedOf(answer)].map(({ chunkId }) => chunkId)),
    judgement: findings.judgement,
    ...(findings.planted !== undefined && { planted: findings.planted }),
    ...(conflict !== undefined && { conflict }),
    strictestClassification: strictest([classification, ...citedOf(answer).map((passage) => passage.classification)]),
    baselineUsage: inquiry.calls.some(({ purpose, outcome }) => purpose === 'answer' && outcome === 'finished')
      ? paidUsage(inquiry, route, brokenOff)
      : quotedUsage(prompt, answer),
    compression,
    sharedTokens: sparedTokens(answeringCall(inquiry, route)),
    conversation: findings.conversation,
    ...(findings.asked !== undefined && { asked: findings.asked }),
  })
}

/** Passages that came to be cited although the model was not given them. */
function citedOf({ recited = [] }: PresentedAnswer): readonly RetrievedPassage[] {
  return recited.flatMap(({ passage, treatment }) => (treatment === 'cited' ? [passage] : []))
}

/**
 * The tokens of the call that answered, or else of the last one; the cloud alone would have been asked once. Of an answer
 * in several parts, the first prompt and all that was written.
 */
function paidUsage(inquiry: Inquiry, route: Route, brokenOff: readonly ModelCall[]): TokenUsage {
  const usage = answeringCall(inquiry, route)?.usage ?? noUsage
  const [first] = brokenOff
  if (first === undefined) return usage
  const { promptTokens, cachedTokens } = first.usage
  return { ...brokenOff.reduce((sum, call) => addUsage(sum, call.usage), usage), promptTokens, cachedTokens }
}

function answeringCall(inquiry: Inquiry, route: Route): ModelCall | undefined {
  const finished = inquiry.calls.filter(({ purpose, outcome }) => purpose === 'answer' && outcome === 'finished')
  return finished.findLast(({ provider }) => provider.name === route.provider) ?? finished.at(-1)
}

/** The prompt tokens that a call of its own would have had beyond its part of a shared one. */
function sparedTokens(call: ModelCall | undefined): number {
  return call?.shared === undefined ? 0 : Math.max(0, call.shared.promptTokensAlone - call.usage.promptTokens)
}

/** What a cloud model would have been sent and have written in place of a quoted answer. Estimated. */
function quotedUsage(prompt: PreparedPrompt | undefined, answer: PresentedAnswer): TokenUsage {
  return {
    ...noUsage,
    promptTokens: prompt === undefined ? 0 : promptSize(prompt),
    completionTokens: estimateTokens(answer.text),
    estimated: true,
  }
}
