import { languageOf, type Language } from '../../domain/language.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Turn } from '../../ports/conversation-store.ts'
import type { Log } from '../../ports/log.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { findHiddenBy, rulesForTalk } from '../../privacy/hiding.ts'
import { attemptIn } from '../../privacy/injection/screen-question.ts'
import { rawForOnPrem, redactAll } from '../../privacy/redact.ts'
import { restore } from '../../privacy/restore.ts'
import { createVault } from '../../privacy/vault.ts'
import { isOnDuty } from '../../routing/choose-route.ts'
import { attemptCall, type AttemptParts } from '../generation/attempt.ts'
import type { OpenedConversation, Talk } from '../draft.ts'
import { rewriteByRule, type Rewritten } from './rewrite-by-rule.ts'
import { rewritePrompt } from './rewrite-prompt.ts'
import { usableRewrite } from './usable-rewrite.ts'
import type { Inquiry } from '../inquiry.ts'
import type { ModelCall } from '../generation/model-call.ts'
import { withTimeLimit } from '../generation/time-limit.ts'

/** Makes a follow-up into a question that can be searched on its own. */
export type Rewrite = (inquiry: Inquiry, conversation: OpenedConversation, signal: AbortSignal) => Promise<Rewritten>

export interface RewriteParts extends AttemptParts {
  readonly analyzer: TextAnalyzer
  readonly log: Log
  /** How long a model may take; for tests. */
  readonly timeLimitMs?: number
}

const timeLimitMs = 4000
const mostTokens = 160

/**
 * A follow-up is rewritten by the model on the premises, where there is one, and by rule otherwise: also
 * when the model fails, takes too long or answers with something else than the question. What was said
 * before may be sensitive, so that no model in the cloud is ever asked; and none is where the question, or the one
 * that it follows, gives the assistant orders.
 */
export function createRewrite(parts: RewriteParts): Rewrite {
  return async (inquiry, conversation, signal) => {
    const { question } = inquiry.request
    const byRule = rewriteByRule(question, conversation.turns, parts.analyzer)
    const provider = inquiry.catalogue.providers.find(
      (configured) =>
        configured.tier === 'on-prem' && isOnDuty(configured, parts.clock()) && parts.watch.allows(configured),
    )
    if (byRule.relation !== 'follow-up' || byRule.isSure || provider === undefined) return byRule
    const last = conversation.turns.at(-1)
    if (attemptIn(question).length > 0 || (last !== undefined && givesOrders(last))) return byRule
    const byModel = await askModel(parts, provider, inquiry, withoutOrders(conversation), signal)
    return byModel === undefined ? byRule : { ...byRule, question: byModel, rewrittenBy: 'model' }
  }
}

async function askModel(
  parts: RewriteParts,
  fullProvider: ModelProvider,
  inquiry: Inquiry,
  conversation: OpenedConversation,
  signal: AbortSignal,
): Promise<string | undefined> {
  const prompt = await prepare(parts, inquiry, conversation)
  if (prompt === undefined) return undefined
  let reply = ''
  const request = {
    purpose: 'rewrite' as const,
    provider: { ...fullProvider, maxOutputTokens: mostTokens },
    messages: prompt.messages,
    onText: (text: string) => void (reply += text),
  }
  const payer = { ...inquiry, onCall: (call: ModelCall) => void inquiry.calls.push(call) }
  // Cancelled when it takes too long, which is no failure of the model: it may still be good for the answer.
  const attempt = await withTimeLimit(parts.timeLimitMs ?? timeLimitMs, signal, (limit) =>
    attemptCall(parts, payer, request, limit.signal),
  )
  if (!attempt.made) return undefined
  if (attempt.error !== undefined) {
    if (signal.aborted) throw attempt.error
    return undefined
  }
  if (attempt.finish !== 'stop') return undefined
  const { turns } = conversation
  const talk = turns.flatMap((turn) => [turn.standaloneQuestion, turn.answer]).join('\n')
  return usableRewrite(prompt.restore(reply), inquiry.request.question, turns.at(-1)?.standaloneQuestion ?? '', talk)
}

interface RewriteRequest {
  readonly messages: readonly ChatMessage[]
  readonly restore: (reply: string) => string
}

/** The messages as the policy lets a model on the premises see them; undefined when redaction failed. */
async function prepare(
  parts: RewriteParts,
  { request: { question }, policy, answerId, findSensitive }: Inquiry,
  { turns, vault, classification }: OpenedConversation,
): Promise<RewriteRequest | undefined> {
  const language = languageOf(question)
  const texts = [question, ...turns.flatMap((turn) => [turn.standaloneQuestion, turn.answer])]
  if (policy.onPrem === 'raw') {
    return {
      messages: assemble(texts.map(rawForOnPrem), language),
      restore: (reply) => restore(reply, createVault(), language),
    }
  }
  try {
    const findHidden = findHiddenBy(findSensitive, rulesForTalk(policy, classification))
    const hiding = texts.map((text) => ({ text, findHidden }))
    const redacted = (await vault.redact((open) => redactAll(hiding, open))).map(({ text }) => text)
    return { messages: assemble(redacted, language), restore: (reply) => restore(reply, vault.current, language) }
  } catch (error) {
    if (!(error instanceof LorekeepError)) throw error
    parts.log.error('redaction.failed', { answerId, error: messageOf(error) })
    return undefined
  }
}

function assemble(texts: readonly ChatMessage['content'][], language: Language): readonly ChatMessage[] {
  const [question, ...rest] = texts
  if (question === undefined) return []
  const turns = Array.from({ length: rest.length / 2 }, (_, index) => rest.slice(index * 2, index * 2 + 2)).flatMap(
    ([asked, answer]) => (asked === undefined || answer === undefined ? [] : [{ question: asked, answer }]),
  )
  return rewritePrompt(question, turns, language)
}

/** Talk without the questions that gave the assistant orders: a model would read them as if they were new. */
function withoutOrders<T extends Pick<OpenedConversation, 'turns'>>(conversation: T): T {
  return { ...conversation, turns: conversation.turns.filter((turn) => !givesOrders(turn)) }
}

function givesOrders({ question, standaloneQuestion }: Turn): boolean {
  return attemptIn(`${question}\n${standaloneQuestion}`).length > 0
}

/** The talk as far as it concerns a question: none of it, when the question changes the subject, and never orders. */
export function talkFor(conversation: OpenedConversation, { relation, rewrittenBy }: Rewritten): Talk {
  const concerned =
    relation === 'new-topic'
      ? { ...conversation, turns: [], classification: 'public' as const }
      : withoutOrders(conversation)
  return { ...concerned, relation, ...(rewrittenBy !== undefined && { rewrittenBy }) }
}
