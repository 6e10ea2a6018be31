import type { Classification } from '../../domain/access/classification.ts'
import type { Inquiry } from '../inquiry.ts'
import { type Draft, noEvidence, nothingFound, ownRoute, type Talk } from '../draft.ts'
import type { Recalled } from './recall.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** How much text goes out at once when a remembered answer is streamed. */
const piece = /[\s\S]{1,80}/g

/** Gives a remembered answer again, as a stream, at no cost; the baseline would have paid again. */
export function replay(
  inquiry: Inquiry,
  conversation: Talk,
  question: string,
  { answer: remembered, baselineUsage, at, question: rememberedAs, similarity }: Recalled,
  classification: Classification,
): Draft {
  const { answerId, conversationId, request, stopwatch } = inquiry
  const route = { ...ownRoute({ code: 'answered-from-cache', detail: remembered.id }), model: remembered.route.model }
  stopwatch.emit({ type: 'start', id: answerId, conversationId, route })
  for (const [text] of allMatches(remembered.text, piece)) stopwatch.emit({ type: 'delta', text })
  for (const citation of remembered.citations) stopwatch.emit({ type: 'citation', citation })
  return {
    status: 'answered',
    text: remembered.text,
    language: remembered.language,
    citations: remembered.citations,
    ...(remembered.sentences !== undefined && { sentences: remembered.sentences }),
    route,
    found: nothingFound,
    cache: 'hit',
    storedQuestion: request.question,
    standaloneQuestion: question,
    passages: [],
    usedChunks: new Set(),
    judgement: { ...noEvidence, sufficient: true },
    strictestClassification: classification,
    baselineUsage,
    recalled: { answerId: remembered.id, at, question: rememberedAs, ...(similarity !== undefined && { similarity }) },
    conversation,
  }
}
