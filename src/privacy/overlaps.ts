import {
  isHidden as isUsuallyHidden,
  namedKinds,
  type SensitiveKind,
  sensitiveKindNames,
  type SensitiveSpan,
} from '../domain/privacy/sensitive-span.ts'

/** Which kind to believe when nothing else tells two readings of the same characters apart; lower wins. */
const rank = new Map(sensitiveKindNames.map((kind, place) => [kind, place]))
const named: ReadonlySet<SensitiveKind> = new Set(namedKinds)
const rankOf = (kind: SensitiveKind) => rank.get(kind) ?? 0

/** What is left of a span beside a better one is worth hiding from so many letters and digits on. */
const leastRemainder = 6

/**
 * Spans that do not overlap, in order of their start. Of two that do, one that is hidden wins over one that
 * stays in the text, then one that tells by its form over a name or an address, then the longer one; of equally long
 * ones the more confident, then the stricter kind, then the earlier. What the winner leaves uncovered
 * of the loser stays a span of the loser's kind, if it still holds six letters or digits: a wrong guess
 * about where a value ends must not show half of it.
 * @param text the text that the offsets refer to
 * @param isHidden which kinds are hidden; the product's own choice where nothing else is said
 */
export function resolveOverlaps(
  spans: readonly SensitiveSpan[],
  text: string,
  isHidden: (kind: SensitiveKind) => boolean = isUsuallyHidden,
): readonly SensitiveSpan[] {
  const taken = new Uint8Array(text.length)
  const kept: SensitiveSpan[] = []
  for (const span of [...spans].sort(betterFirst(isHidden))) {
    for (const part of freeParts(span, taken)) {
      const whole = part.start === span.start && part.end === span.end
      const trimmed = whole ? part : trim(part, text)
      if (trimmed === undefined) continue
      taken.fill(1, trimmed.start, trimmed.end)
      kept.push(trimmed)
    }
  }
  return kept.sort((left, right) => left.start - right.start)
}

function betterFirst(isHidden: (kind: SensitiveKind) => boolean) {
  return (left: SensitiveSpan, right: SensitiveSpan): number =>
    Number(isHidden(right.kind)) - Number(isHidden(left.kind)) ||
    Number(named.has(left.kind)) - Number(named.has(right.kind)) ||
    right.end - right.start - (left.end - left.start) ||
    right.confidence - left.confidence ||
    rankOf(left.kind) - rankOf(right.kind) ||
    left.start - right.start
}

function freeParts(span: SensitiveSpan, taken: Uint8Array): readonly SensitiveSpan[] {
  const parts: SensitiveSpan[] = []
  let start = span.start
  for (let at = span.start; at <= span.end; at += 1) {
    if (at < span.end && taken[at] === 0) continue
    if (at > start) parts.push({ ...span, start, end: at })
    start = at + 1
  }
  return parts
}

const letterOrDigit = /[\p{L}\p{N}]/gu

function trim(part: SensitiveSpan, text: string): SensitiveSpan | undefined {
  const piece = text.slice(part.start, part.end)
  if ((piece.match(letterOrDigit)?.length ?? 0) < leastRemainder) return undefined
  const start = part.start + (piece.length - piece.trimStart().length)
  return { ...part, start, end: part.end - (piece.length - piece.trimEnd().length) }
}
