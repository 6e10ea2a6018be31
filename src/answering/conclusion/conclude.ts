import type { Answer } from '../../domain/answers/answer.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConversationStore } from '../../ports/conversation-store.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { Log } from '../../ports/log.ts'
import type { Inquiry } from '../inquiry.ts'
import { allFound, type Draft, type FailedDraft } from '../draft.ts'
import type { Recall } from '../cache/recall.ts'
import { withHeldCall } from '../later/held-reply.ts'
import { auditFacts, hasLeft } from './audit-facts.ts'
import { explainAnswer } from './explain-answer.ts'
import { billOf, type Booking, type Settle } from './settle.ts'
import { refuseFalseQuotes } from '../presentation/verify-quotes.ts'

/** The end of every question: the books first, then what later questions may use. */
export interface Conclude {
  answer(inquiry: Inquiry, draft: Draft): Promise<Answer>
  /** Books a question that ended in an error, with the calls it made. */
  failure(inquiry: Inquiry, draft: FailedDraft, error: unknown): Promise<void>
}

export interface ConcludeParts {
  readonly settle: Settle
  readonly conversations: Pick<ConversationStore, 'append'>
  readonly recall: Recall
  readonly registry: Pick<DocumentRegistry, 'extracted' | 'get'>
  readonly clock: Clock
  readonly log: Log
}

export function createConclude(parts: ConcludeParts): Conclude {
  return {
    async answer(asked, draft) {
      const inquiry = withHeldCall(asked)
      await refuseFalseQuotes(draft.citations, parts.registry)
      const source = await mainSource(draft, parts.registry)
      const booking = bookingOf(inquiry, parts.clock(), {
        ...draft,
        compressedTokens: compressedTokens(draft),
        ...(source !== undefined && { source }),
        outcome: draft.status,
        facts: auditFacts(inquiry, draft),
      })
      const answer = freeze(inquiry, draft, booking)
      await parts.settle(booking, { answer, explanation: explainAnswer(inquiry, draft) })
      await afterwards(parts, inquiry, draft, answer)
      parts.log.info('question.ended', {
        answerId: answer.id,
        status: answer.status,
        tier: answer.route.tier,
        ms: answer.timings.totalMs,
      })
      inquiry.stopwatch.emit({ type: 'done', answer })
      return answer
    },

    async failure(asked, draft, error) {
      const inquiry = withHeldCall(asked)
      const cause = error instanceof LorekeepError ? {} : { error }
      parts.log.warn('question.failed', { answerId: inquiry.answerId, code: draft.code, ...cause })
      await parts.settle(bookingOf(inquiry, parts.clock(), { ...draft, cache: 'miss', facts: { error: draft.code } }))
    },
  }
}

/**
 * What later questions may use. The answer is given and booked already: a failure here is logged, and
 * costs the conversation or the cache this one turn.
 */
async function afterwards(parts: ConcludeParts, inquiry: Inquiry, draft: Draft, answer: Answer): Promise<void> {
  try {
    if (draft.conversation !== undefined && !inquiry.request.isSingle) {
      const turn = {
        answerId: answer.id,
        question: draft.storedQuestion,
        standaloneQuestion: draft.standaloneQuestion,
        answer: draft.text,
        at: answer.createdAt,
      }
      await parts.conversations.append(inquiry.conversationId, inquiry.principal.id, turn)
    }
    // What was said before may stand in the answer; such an answer is nobody else's.
    if (draft.asked !== undefined && draft.conversation?.turns.length === 0) {
      const evidence = draft.passages.filter(({ chunkId }) => draft.usedChunks.has(chunkId))
      const versions = new Map(evidence.map(({ documentId, version }) => [documentId, version]))
      await parts.recall.remember(draft.asked, {
        answer,
        baselineUsage: uncompressed(draft),
        versions,
        values: draft.conversation.vault.current,
      })
    }
  } catch (error) {
    parts.log.error('question.not-remembered', { answerId: answer.id, error })
  }
}

/** What the baseline would have paid for without compression either. */
function uncompressed(draft: Draft): TokenUsage {
  const { baselineUsage } = draft
  return { ...baselineUsage, promptTokens: baselineUsage.promptTokens + compressedTokens(draft) }
}

function bookingOf(
  inquiry: Inquiry,
  at: number,
  ending: Pick<
    Booking,
    'route' | 'outcome' | 'cache' | 'baselineUsage' | 'compressedTokens' | 'sharedTokens' | 'source' | 'facts'
  >,
): Booking {
  const { answerId, principal, catalogue, calls, endpointCalls } = inquiry
  const { route, outcome, cache, baselineUsage, compressedTokens, sharedTokens, source, facts } = ending
  return {
    answerId,
    principal,
    catalogue,
    calls,
    endpointCalls,
    route,
    outcome,
    cache,
    baselineUsage,
    ...(compressedTokens !== undefined && { compressedTokens }),
    ...(sharedTokens !== undefined && { sharedTokens }),
    ...(source !== undefined && { source }),
    at,
    facts,
  }
}

/** What a model was spared, as estimated. Both sides of a conflict may make it less than nothing. */
function compressedTokens({ compression = { found: 0, given: 0 } }: Draft): number {
  return Math.max(0, compression.found - compression.given)
}

/** The source of the best evidence; of a remembered answer, that of the document it cites first. */
async function mainSource(draft: Draft, registry: ConcludeParts['registry']): Promise<string | undefined> {
  const best = draft.passages.find(({ chunkId }) => draft.usedChunks.has(chunkId))
  if (best !== undefined) return best.sourceName
  const [cited] = draft.citations
  return cited && (await registry.get(cited.documentId, { all: true }))?.source
}

function freeze(inquiry: Inquiry, draft: Draft, booking: Booking): Answer {
  const bill = billOf(booking)
  return Object.freeze({
    id: inquiry.answerId,
    conversationId: inquiry.conversationId,
    question: draft.storedQuestion,
    text: draft.text,
    language: draft.language,
    status: draft.status,
    citations: draft.citations,
    ...(draft.sentences !== undefined && { sentences: draft.sentences }),
    route: draft.route,
    privacy: {
      redactions: allFound(draft.found),
      leftTheBuilding: hasLeft(inquiry),
    },
    usage: {
      ...bill.usage,
      costMicros: bill.costMicros,
      currency: inquiry.catalogue.currency,
      baselineMicros: bill.saving.baselineMicros,
    },
    cache: draft.cache,
    ...(draft.recalled !== undefined && { cachedAt: draft.recalled.at }),
    timings: inquiry.stopwatch.timings(),
    createdAt: booking.at,
  })
}
