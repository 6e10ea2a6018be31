import type { Language } from '../../domain/language.ts'
import type { SensitiveKind, SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { Knowledge } from '../knowledge.ts'
import type { SearchableText } from '../searchable-text.ts'

/** Texts that say what a recogniser is for. They are its tests. */
export interface RecogniserExamples {
  /** In each of these exactly one value is found: the part between « and ». */
  readonly matches: readonly string[]
  /** In none of these anything is found. */
  readonly passes: readonly string[]
}

/** What every recogniser says of its kind. */
interface KindOfValue {
  readonly kind: SensitiveKind
  /** The languages of text in which it finds values by their context; `any` when the value alone is enough. */
  readonly languages: readonly Language[] | 'any'
  readonly examples: RecogniserExamples
  /**
   * What two spellings of the same value have in common, given the folded spelling. Different values
   * have different identities.
   */
  identityOf(value: string): string
}

/** Knows one kind of sensitive value by its form. */
export interface Recogniser extends KindOfValue {
  /** Values of the kind, in any order; they may overlap. The work grows with the length of the text, not faster. */
  find(text: SearchableText): readonly SensitiveSpan[]
}

/** Knows one kind of sensitive value by lists of names and dictionaries. */
export interface NameRecogniser extends KindOfValue {
  /** As that of `Recogniser`. */
  find(text: SearchableText, knowledge: Knowledge): readonly SensitiveSpan[]
}
