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
  /** Matches a whole one, from where it starts. */
  readonly whole: RegExp
  /** Matches the end of a text that may become one. */
  readonly begun: RegExp
}

const names: readonly PlaceholderName[] = [...sensitiveKindNames, literal]
/** Enough for every value of a full vault. */
const mostDigits = 6

const backslash = '\\\\'
const numberParts = ['[1-9]', `\\d{0,${mostDigits - 1}}`]

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
  const parts = [...open, ' ?', ...lettersOf(name, joint), ...joint, ...numberParts, ' ?', ...close]
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
  const parts = [...lettersOf(name, joint), ...joint, ...numberParts]
  return {
    name,
    first: name.charAt(0),
    hasBrackets: false,
    whole: new RegExp(`(?<![A-Za-z0-9_])${parts.join('')}(?![A-Za-z0-9_])`, 'y'),
    begun: new RegExp(`(?<![A-Za-z0-9_])${beginningOf(parts)}`, 'y'),
  }
}

function lettersOf(name: PlaceholderName, joint: readonly string[]): readonly string[] {
  return Array.from(name).flatMap((letter) => (letter === '_' ? joint : [letter]))
}

/** A pattern for every non-empty beginning of a sequence of parts, up to the end of the text. */
function beginningOf(parts: readonly string[]): string {
  const [first = '', ...others] = parts
  return `${first}(?:${others.reduceRight((rest, part) => `${part}(?:${rest})?`, '')})?$`
}

/** Where a placeholder may start. */
const candidate = /[[\\【A-Z]/g
const spellingsFrom = (first: string) => spellings.filter((spelling) => spelling.first === first)
const spellingsByFirst = new Map(spellings.map(({ first }) => [first, spellingsFrom(first)]))

/**
 * Cuts a text into placeholders and what stands between them.
 * @param before the character ahead of the text, if any: a word that goes on is no placeholder
 * @param isEnd whether nothing follows; otherwise what may still become a placeholder is left as `rest`
 */
export function readPieces(
  text: string,
  before: string,
  isEnd: boolean,
): { readonly pieces: readonly Piece[]; readonly rest: string } {
  const pieces: Piece[] = []
  const folded = fold(before + text)
  const offset = before.length
  let done = offset
  const letThrough = (end: number) => {
    if (end > done) pieces.push({ type: 'text', text: text.slice(done - offset, end - offset) })
  }
  candidate.lastIndex = offset
  for (let found = candidate.exec(folded); found !== null; found = candidate.exec(folded)) {
    const at = found.index
    const possible = spellingsByFirst.get(found[0]) ?? []
    if (!isEnd && possible.some(({ begun }) => matchesAt(begun, folded, at))) {
      letThrough(at)
      return { pieces, rest: text.slice(at - offset) }
    }
    const spelling = possible.find(({ whole }) => matchesAt(whole, folded, at))
    if (spelling === undefined) continue
    const end = spelling.whole.lastIndex
    letThrough(at)
    pieces.push(writtenPlaceholder(spelling, text.slice(at - offset, end - offset)))
    done = end
    candidate.lastIndex = end
  }
  letThrough(offset + text.length)
  return { pieces, rest: '' }
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

function writtenPlaceholder({ name, hasBrackets }: Spelling, text: string): WrittenPlaceholder {
  const plain = fold(text).replaceAll('\\', '')
  const number = Number(/\d+/.exec(plain)?.[0])
  return { type: 'placeholder', name, number, text, isUnmistakable: hasBrackets && plain.includes(`${name}_${number}`) }
}

/** No spelling of any placeholder is longer: brackets, spaces and every underscore may be escaped or spaced. */
export const longestPlaceholder = Math.max(
  ...names.map((name) => name.length + mostDigits + '\\[ '.length + ' \\]'.length + 2 * name.split('_').length),
)
