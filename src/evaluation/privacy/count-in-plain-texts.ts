import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import { countKinds, type KindCounts } from '../../privacy/find-sensitive.ts'

/** What is found in texts in which nobody marked anything: in laws or a handbook, most of it is wrong. */
export interface PlainTextCounts {
  readonly name: string
  readonly texts: number
  readonly characters: number
  readonly kinds: KindCounts
}

export function countInPlainTexts(
  name: string,
  texts: readonly string[],
  find: (text: string) => readonly SensitiveSpan[],
): PlainTextCounts {
  return {
    name,
    texts: texts.length,
    characters: texts.reduce((sum, text) => sum + text.length, 0),
    kinds: countKinds(texts.flatMap((text) => find(text))),
  }
}
