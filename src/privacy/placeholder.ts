import { sensitiveKindNames, type SensitiveKind } from '../domain/sensitive-span.ts'
import { fold } from './searchable-text.ts'

/** What stands for text that looks like a placeholder and is none. */
export const literal = 'LITERAL'

export type PlaceholderName = SensitiveKind | typeof literal

/** The placeholder of the nth value of a kind, for instance `[EMAIL_1]`. */
export function placeholderOf(name: PlaceholderName, number: number): string {
  return `[${name}_${number}]`
}

/** A placeholder as it stands in a text, perhaps changed by the model that copied it. */
export interface WrittenPlaceholder {
  readonly type: 'placeholder'
  readonly name: PlaceholderName
  readonly number: number
  readonly text: string
  /** Whether it has brackets and the name letter for letter, so that it cannot be anything else. */
  readonly isUnmistakable: boolean
}

export type Piece = { readonly type: 'text'; readonly text: string } | WrittenPlaceholder

/** One way to write the placeholders of a name. */
interface Spelling {
  readonly name: PlaceholderName
  readonly first: string
  readonly hasBrackets: boolean
  /** Matches a whole one, from where it starts; the number is its first group. */
  readonly whole: RegExp
  /** Matches the end of a text that may become one. */
  readonly begun: RegExp
}

const names: readonly PlaceholderName[] = [...sensitiveKindNames, literal]
const mostDigits = 6

/** The largest number that a placeholder may carry. */
export const largestNumber = 10 ** mostDigits - 1

const backslash = '\\\\'
const digits = ['([1-9]', `\\d{0,${mostDigits - 1}})`]

/**
 * Our own spelling, and what models make of it: spaces, small letters, `[Email 1]`, full-width brackets,
 * brackets and underscores escaped for Markdown, no brackets at all. Full-width characters were folded before.
 */
const spellings: readonly Spelling[] = names.flatMap((name) => [
  bracketed(name, '[', ['\\['], ['\\]']),
  bracketed(name, '\\', [backslash, '\\['], [backslash, '\\]']),
  bracketed(name, '【', ['【'], ['】']),
  bare(name),
])

function bracketed(name: PlaceholderName, first: string, open: readonly string[], close: readonly string[]): Spelling {
  const joint = [`${backslash}?`, '[_ -]?']
  const parts = [...open, ' ?', ...lettersOf(name, joint), ...joint, '[1-9]', `\\d{0,${mostDigits - 1}}`, ' ?', ...close]
  return {
    name,
    first,
    hasBrackets: true,
    whole: new RegExp(parts.join(''), 'iy'),
    begun: new RegExp(beginningOf(parts.slice(0, -1)), 'iy'),
  }
}

function bare(name: PlaceholderName): Spelling {
  const joint = [`${backslash}?`, '_']
  const parts = [...lettersOf(name, joint), ...joint, '[1-9]', `\\d{0,${mostDigits - 1}}`]
  return {
    name,
    first: name.charAt(0),
    hasBrackets: false,
    whole: new RegExp(`(?<![A-Za-z0-9_])${parts.join('')}(?![A-Za-z0-9_])`, 'y'),
    begun: new RegExp(`(?<![A-Za-z0-9_])${beginningOf(parts)}`, 'y'),
  }
}

function lettersOf(name: PlaceholderName, joint: readonly string[]): readonly string[] {
  return [...name].flatMap((letter) => (letter === '_' ? joint : [letter]))
}

/** A pattern for every non-empty beginning of a sequence of parts, up to the end of the text. */
function beginningOf(parts: readonly string[]): string {
  const [first = '', ...others] = parts
  return `${first}(?:${others.reduceRight((rest, part) => `${part}(?:${rest})?`, '')})?$`
}

const firstCharacters = [...new Set(spellings.map(({ first }) => first))]
const candidate = new RegExp(firstCharacters.map((character) => RegExp.escape(character)).join('|'), 'g')
