import { strictest } from '../../domain/access/classification.ts'
import type { Route } from '../../domain/routing/route.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'
import { addUsage, noUsage, type TokenUsage } from '../../domain/accounting/usage.ts'
import type { Draft, Findings } from '../draft.ts'
import type { ModelCall } from '../generation/model-call.ts'
import type { Inquiry } from '../inquiry.ts'
import { promptSize, type ReplyPlan } from '../plan-reply.ts'
import type { PresentedAnswer } from '../presentation/presented-answer.ts'
import type { PreparedPrompt } from '../prompt/prepare-prompt.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** @param brokenOff the calls that wrote the beginning of the answer and did not finish it */
export function draftReply(
  inquiry: Inquiry,
  findings: Findings,
  plan: ReplyPlan,
  answer: PresentedAnswer,
  route: Route,
  brokenOff: readonly ModelCall[] = [],
): Draft {
  const { evidence, compression, prompt, conflict, classification } = plan
  return {
    status: 'answered',
    text: answer.text,
    language: findings.language,
    citations: answer.citations,
    ...(answer.sentences !== undefined && { sentences: answer.sentences }),
    ...(answer.removed !== undefined && { removed: answer.removed }),
    ...(answer.recited !== undefined && { recited: answer.recited }),
    route,
    found: prompt?.found ?? { question: {}, evidence: {} },
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
  }
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
