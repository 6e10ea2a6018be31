import { AsyncResource } from 'node:async_hooks'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { Route, RouteReason } from '../../domain/routing/route.ts'
import { usualAnswerMs } from '../../domain/time/time-limits.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { createRestorer } from '../../privacy/restore.ts'
import { createVault, type Vault } from '../../privacy/vault.ts'
import { fits, type RoutePlan } from '../../routing/choose-route.ts'
import type { Continuation } from '../continuation/go-on.ts'
import type { Findings } from '../draft.ts'
import { forModel } from '../evidence/without-planted.ts'
import type { Inquiry } from '../inquiry.ts'
import { promptSize, type ReplyPlan } from '../plan-reply.ts'
import { citeRecited } from '../presentation/cite-recited.ts'
import { limitReply } from '../presentation/limit-reply.ts'
import { createReplyPresenter } from '../presentation/present-reply.ts'
import type { PresentedAnswer } from '../presentation/presented-answer.ts'
import type { PreparedPrompt } from '../prompt/prepare-prompt.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import type { CheckAnswer } from '../support/check-answer.ts'
import type { GenerateTask } from './generate.ts'

export interface GenerationTaskParts {
  readonly checkAnswer: CheckAnswer
  readonly analyzer: TextAnalyzer
}

/** What a model is asked for, as planned, and what becomes of what it writes. */
export function generationTask(
  parts: GenerationTaskParts,
  inquiry: Inquiry,
  findings: Findings,
  planned: ReplyPlan,
  prompt: PreparedPrompt,
  signal: AbortSignal,
): GenerateTask {
  const { stopwatch, catalogue, policy } = inquiry
  const { evidence, route: plan } = planned
  return {
    ...inquiry,
    candidates: plan.candidates,
    timeLimitMs: (catalogue.timeLimitMs ?? usualAnswerMs) - stopwatch.elapsedMs(),
    hedgeAfterMs: catalogue.hedgeAfterMs,
    messagesFor: (provider) => messagesFor(provider, inquiry, prompt),
    ...materialFor(inquiry, findings, planned),
    present: (provider, failed, vault) =>
      presenterFor(parts, inquiry, findings, evidence, routeTo(provider, plan, failed), vault),
    continueFrom: (provider, said) => continueFrom(provider, said, inquiry, findings, planned),
    // A batch may run it for this question while it is about another one.
    check: AsyncResource.bind((answer: PresentedAnswer) =>
      stopwatch.stage('check', () => check(parts, inquiry, findings, evidence, answer, signal)),
    ),
    answersAgain: policy.unsupported === 'answer-again',
    onCall: (call) => inquiry.calls.push(call),
  }
}

/** The route of an answer by a model that was asked as planned, after others had failed. */
export function routeTo(provider: ModelProvider, plan: RoutePlan, failed: readonly RouteReason[]): Route {
  return { tier: provider.tier, provider: provider.name, model: provider.model, reasons: [...plan.reasons, ...failed] }
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
  parts: GenerationTaskParts,
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
  parts: GenerationTaskParts,
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
