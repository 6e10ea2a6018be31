import type { Citation } from '../../domain/answers/answer.ts'
import type { Language } from '../../domain/language.ts'
import type { ValueRule } from '../../domain/privacy/policy.ts'
import {
  type SensitiveKind,
  sensitiveKindNames,
  sensitiveKinds,
  type SensitiveSpan,
} from '../../domain/privacy/sensitive-span.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { resolveOverlaps } from '../../privacy/overlaps.ts'
import { answerTexts } from '../answer-texts.ts'
import { type Draft, ownRoute } from '../draft.ts'
import type { ConflictSide } from '../evidence/find-conflict.ts'
import type { Inquiry } from '../inquiry.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** How an answer reaches the reader where the policy has something to say about it. */
export interface OutputScreen {
  /** For the stages that make the answer. */
  readonly inquiry: Inquiry
  /** The answer as it may be given. Shows it, if it was held back until now. */
  pass(draft: Draft): Draft
}

/**
 * Where the policy lets answers say everything, they are shown while they are made. Otherwise they are
 * held back, since a value is known for one only when it has been read to its end.
 */
export function createOutputScreen(inquiry: Inquiry): OutputScreen {
  const { policy, stopwatch } = inquiry
  const rules = sensitiveKindNames.flatMap((kind) => Object.values(policy.output[kind]))
  if (rules.every((rule) => rule === 'leave')) return { inquiry, pass: (draft) => draft }
  return {
    inquiry: { ...inquiry, stopwatch: { ...stopwatch, emit: () => undefined } },
    pass(draft) {
      const screened = draft.status === 'blocked' ? draft : screenDraft(draft, inquiry)
      show(screened, inquiry)
      return screened
    },
  }
}

function show(draft: Draft, { answerId, conversationId, stopwatch }: Inquiry): void {
  stopwatch.emit({ type: 'start', id: answerId, conversationId, route: draft.route })
  for (const [text] of allMatches(draft.text, /[\s\S]{1,80}/g)) stopwatch.emit({ type: 'delta', text })
  for (const citation of draft.citations) stopwatch.emit({ type: 'citation', citation })
}

function screenDraft(draft: Draft, { policy, findSensitive }: Inquiry): Draft {
  const ruleFor = (kind: SensitiveKind): ValueRule => {
    const rule = policy.output[kind][draft.strictestClassification]
    if (rule !== 'on-prem-only') return rule
    return draft.route.tier === 'cloud' ? 'redact' : 'leave'
  }
  const conceals = (kind: SensitiveKind) => ruleFor(kind) !== 'leave'
  const find: FindSensitive = (text) => {
    const known = draft.conversation?.vault.current.occurrences(text) ?? []
    return resolveOverlaps([...findSensitive(text, conceals), ...known], text, conceals).filter(({ kind }) =>
      conceals(kind),
    )
  }
  const spans = find(draft.text)
  const inQuotes = draft.citations.flatMap(({ quote }) => find(quote))
  const found = new Set([...spans, ...inQuotes].map(({ kind }) => kind))
  const blocked = sensitiveKindNames.filter((kind) => found.has(kind) && ruleFor(kind) === 'block')
  return blocked.length > 0 ? withhold(draft, blocked) : conceal(draft, spans, find)
}

function withhold(draft: Draft, kinds: readonly SensitiveKind[]): Draft {
  const { sentences: _, asked: __, conflict: ___, ...rest } = draft
  return {
    ...rest,
    status: 'blocked',
    text: answerTexts[draft.language].withheld(kinds),
    citations: [],
    route: ownRoute(...draft.route.reasons, { code: 'blocked-by-policy', detail: kinds.join(', ') }),
  }
}

/** Names the kind in place of each value, and cuts quotes to what is free of them. */
function conceal(draft: Draft, spans: readonly SensitiveSpan[], find: FindSensitive): Draft {
  const changes = spans.map((span) => ({ ...span, label: labelOf(span.kind, draft.language) }))
  const { text } = draft
  const moved = (offset: number) => {
    let shift = 0
    for (const { start, end, label } of changes) {
      if (start >= offset) break
      shift += label.length - (Math.min(end, offset) - start)
    }
    return offset + shift
  }
  let said = ''
  let done = 0
  for (const { start, end, label } of changes) {
    said += text.slice(done, start) + label
    done = end
  }
  return {
    ...draft,
    text: said + text.slice(done),
    citations: draft.citations.map((citation) => cutQuote(citation, find(citation.quote))),
    ...(draft.conflict !== undefined && {
      conflict: { newer: cutSide(draft.conflict.newer, find), older: cutSide(draft.conflict.older, find) },
    }),
    ...(draft.sentences !== undefined && {
      sentences: draft.sentences.map((sentence) => ({
        ...sentence,
        start: moved(sentence.start),
        end: moved(sentence.end),
      })),
    }),
  }
}

function labelOf(kind: SensitiveKind, language: Language): string {
  const label = sensitiveKinds[kind].label[language]
  return language === 'zh' ? `（${label}）` : `(${label})`
}

/** A quote stands in its document letter for letter, so that values are left out of it by quoting less: the longest part without one. */
function cutQuote(citation: Citation, spans: readonly SensitiveSpan[]): Citation {
  if (spans.length === 0) return citation
  const { start, end } = longestPart(citation.quote, spans)
  return {
    ...citation,
    quote: citation.quote.slice(start, end),
    start: citation.start + start,
    end: citation.start + end,
  }
}

/** What the explanation shows of a version that disagrees is a quote as well. */
function cutSide({ passage, words }: ConflictSide, find: FindSensitive): ConflictSide {
  const quote = passage.text.slice(words.start, words.end)
  const { start, end } = longestPart(quote, find(quote))
  return { passage, words: { start: words.start + start, end: words.start + end } }
}

/** The longest part of a quote without a value, and without space around it. */
function longestPart(quote: string, spans: readonly SensitiveSpan[]) {
  if (spans.length === 0) return { start: 0, end: quote.length }
  const bounds = [{ start: 0, end: 0 }, ...spans, { start: quote.length, end: quote.length }]
  const parts = bounds.slice(1).map(({ start }, index) => ({ start: bounds[index]?.end ?? 0, end: start }))
  const longest = parts.reduce((best, part) => (part.end - part.start > best.end - best.start ? part : best))
  const words = quote.slice(longest.start, longest.end)
  const start = longest.start + (words.length - words.trimStart().length)
  return { start, end: start + words.trim().length }
}
