import type { SensitiveKind, SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import { harmonicMean } from '../metrics/harmonic-mean.ts'
import type { AnnotatedSet, AnnotatedSpan } from './annotated-text.ts'

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** How well one label of a set was found. */
export interface LabelScore {
  readonly label: string
  /** How many values are marked, and how many were found as what may carry the label. */
  readonly marked: number
  readonly found: number
  /** A value counts when it was found from end to end. */
  readonly exact: Score
  /** A value counts when any part of it was found. */
  readonly overlap: Score
  /** The share of the characters of its values that were found, as whatever kind. */
  readonly masked: number
}

export interface SetScore {
  readonly name: string
  readonly texts: number
  readonly labels: readonly LabelScore[]
  /** The share of characters that were found, as whatever kind: of those in scope, and of those nobody marked. */
  readonly maskedOfSensitive: number
  readonly maskedOfOthers: number
}

/** Compares what is found in annotated texts with what is marked in them. */
export function scoreSet(set: AnnotatedSet, find: (text: string) => readonly SensitiveSpan[]): SetScore {
  const judged = set.texts.map(({ text, spans }) => ({ text, spans, found: find(text) }))
  const isInScope = ({ label }: AnnotatedSpan) => (set.kinds[label] ?? []).length > 0
  const characters = { sensitive: 0, masked: 0, others: 0, maskedOthers: 0 }
  for (const { text, spans, found } of judged) {
    const marks = marksOf(text, spans, isInScope)
    const masked = maskOf(text, found)
    for (const [at, mark] of marks.entries()) {
      if (mark === inScope) characters.sensitive += 1
      if (mark === inScope && masked[at] === 1) characters.masked += 1
      if (mark === unmarked) characters.others += 1
      if (mark === unmarked && masked[at] === 1) characters.maskedOthers += 1
    }
  }
  return {
    name: set.name,
    texts: set.texts.length,
    labels: Object.entries(set.kinds)
      .filter(([, kinds]) => kinds.length > 0)
      .map(([label, kinds]) => scoreLabel(label, kinds, judged, set.kinds))
      .filter(({ marked, found }) => marked + found > 0),
    maskedOfSensitive: share(characters.masked, characters.sensitive),
    maskedOfOthers: characters.others === 0 ? 0 : characters.maskedOthers / characters.others,
  }
}

interface Judged {
  readonly text: string
  readonly spans: readonly AnnotatedSpan[]
  readonly found: readonly SensitiveSpan[]
}

/**
 * What was found counts against a label when it overlaps a value of it, or nothing that its kind is
 * right for: a kind that two labels share is wrong only once.
 */
function scoreLabel(
  label: string,
  kinds: readonly SensitiveKind[],
  judged: readonly Judged[],
  allKinds: AnnotatedSet['kinds'],
): LabelScore {
  const counts = { marked: 0, found: 0, exact: 0, touched: 0, right: 0, characters: 0, masked: 0 }
  for (const { text, spans, found } of judged) {
    const marked = spans.filter((span) => span.label === label)
    const ours = found.filter((span) => kinds.includes(span.kind))
    const right = ours.filter((span) => marked.some((one) => overlap(one, span)))
    const rightElsewhere = (span: SensitiveSpan) =>
      spans.some((one) => overlap(one, span) && (allKinds[one.label] ?? []).includes(span.kind))
    counts.marked += marked.length
    if (marked.length > 0) {
      const mask = maskOf(text, found)
      counts.characters += marked.reduce((sum, { start, end }) => sum + end - start, 0)
      counts.masked += marked.reduce((sum, { start, end }) => sum + maskedIn(mask, start, end), 0)
    }
    counts.found += right.length + ours.filter((span) => !right.includes(span) && !rightElsewhere(span)).length
    counts.right += right.length
    counts.touched += marked.filter((one) => ours.some((span) => overlap(one, span))).length
    counts.exact += marked.filter((one) => ours.some((span) => one.start === span.start && one.end === span.end)).length
  }
  return {
    label,
    marked: counts.marked,
    found: counts.found,
    exact: scoreOf(share(counts.exact, counts.found), share(counts.exact, counts.marked)),
    overlap: scoreOf(share(counts.right, counts.found), share(counts.touched, counts.marked)),
    masked: share(counts.masked, counts.characters),
  }
}

function scoreOf(precision: number, recall: number): Score {
  return { precision, recall, f1: harmonicMean(precision, recall) }
}

/** Nothing found where nothing was to be found is as good as it gets. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

interface Place {
  readonly start: number
  readonly end: number
}

function overlap(left: Place, right: Place): boolean {
  return left.start < right.end && right.start < left.end
}

const unmarked = 0
const outOfScope = 1
const inScope = 2

function marksOf(
  text: string,
  spans: readonly AnnotatedSpan[],
  isInScope: (span: AnnotatedSpan) => boolean,
): Uint8Array {
  const marks = new Uint8Array(text.length)
  for (const span of spans.filter((one) => !isInScope(one))) marks.fill(outOfScope, span.start, span.end)
  for (const span of spans.filter(isInScope)) marks.fill(inScope, span.start, span.end)
  return marks
}

function maskedIn(mask: Uint8Array, start: number, end: number): number {
  return mask.subarray(start, end).reduce((sum, one) => sum + one, 0)
}

function maskOf(text: string, found: readonly Place[]): Uint8Array {
  const mask = new Uint8Array(text.length)
  for (const { start, end } of found) mask.fill(1, start, end)
  return mask
}
