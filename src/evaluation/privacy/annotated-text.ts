import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'

/** What somebody marked in a text. Offsets are UTF-16 code units; `end` is behind the last one. */
export interface AnnotatedSpan {
  readonly label: string
  readonly start: number
  readonly end: number
}

/** A text in which people, or whoever generated it, marked all that is sensitive. */
export interface AnnotatedText {
  readonly text: string
  readonly spans: readonly AnnotatedSpan[]
}

/** Annotated texts with labels of their own. */
export interface AnnotatedSet {
  readonly name: string
  readonly texts: readonly AnnotatedText[]
  /** The kinds that are right for a label. A label without kinds is out of scope: finding it or not is neither right nor wrong. */
  readonly kinds: Readonly<Record<string, readonly SensitiveKind[]>>
}

/** Offsets counted in characters (code points), as Python counts them, as offsets in UTF-16. */
export function fromCodePoints(text: string, spans: readonly AnnotatedSpan[]): readonly AnnotatedSpan[] {
  const offsets = [0]
  for (const character of text) offsets.push((offsets.at(-1) ?? 0) + character.length)
  const offsetOf = (place: number) => offsets[Math.min(place, offsets.length - 1)] ?? 0
  return spans.map(({ label, start, end }) => ({ label, start: offsetOf(start), end: offsetOf(end) }))
}

/** A set, then its texts with an even number, then those with an odd one. */
export function wholeAndHalves(
  set: AnnotatedSet,
  ofWhat: string,
  numberOf: (index: number) => number,
): readonly AnnotatedSet[] {
  const half = (rest: 0 | 1, name: string): AnnotatedSet => ({
    ...set,
    name: `${set.name}, ${name} ${ofWhat}`,
    texts: set.texts.filter((_, index) => numberOf(index) % 2 === rest),
  })
  return [set, half(0, 'even'), half(1, 'odd')]
}
