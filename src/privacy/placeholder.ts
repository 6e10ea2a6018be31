import { sensitiveKindNames, sensitiveKinds, type SensitiveKind } from '../domain/privacy/sensitive-span.ts'
import { placeholderWords } from './placeholder-words.ts'
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
  /** What it may stand for: several only where a translated name does not tell which. */
  readonly names: readonly PlaceholderName[]
  /** Undefined for one that the end of the text cuts off before its number. */
  readonly number: number | undefined
  readonly text: string
  /** `exact`: name and brackets are ours, so that it cannot be anything else. */
  readonly spelling: 'exact' | 'changed' | 'translated'
  /** Whether the text ends with its number, of which more may have been to come. */
  readonly isCut: boolean
}

export type Piece = { readonly type: 'text'; readonly text: string } | WrittenPlaceholder

/** One way to write the placeholders of a name. */
interface Spelling {
  readonly names: readonly PlaceholderName[]
  readonly first: string
  readonly hasBrackets: boolean
  readonly isTranslated: boolean
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

/** The kinds that a word may mean which a model writes in place of their names. */
const translations: ReadonlyMap<string, readonly SensitiveKind[]> = translationsOf(
  sensitiveKindNames.flatMap((kind) =>
    [sensitiveKinds[kind].label.zh, ...(placeholderWords[kind] ?? [])].map((word) => [word, kind] as const),
  ),
)

function translationsOf(pairs: readonly (readonly [string, SensitiveKind])[]) {
  const kindsOf = new Map<string, readonly SensitiveKind[]>()
  for (const [word, kind] of pairs) {
    const key = word.replaceAll(' ', '_')
    const kinds = kindsOf.get(key) ?? []
    if (!kinds.includes(kind)) kindsOf.set(key, [...kinds, kind])
  }
  return kindsOf
}

/**
 * Our own spelling, and what models make of it: spaces, small letters, `[Email 1]`, full-width brackets,
 * brackets and underscores escaped for Markdown, no brackets at all, the name in another language.
 * Full-width characters were folded before.
 */
const allSpellings = (): readonly Spelling[] => [
  ...names.flatMap((name) => [...inBrackets(name, [name], false), bare(name)]),
  ...[...translations].flatMap(([word, kinds]) => inBrackets(word, kinds, true)),
]

function inBrackets(word: string, meant: readonly PlaceholderName[], isTranslated: boolean): readonly Spelling[] {
  return [
    bracketed(word, '[', ['\\['], ['\\]']),
    bracketed(word, '\\', [backslash, '\\['], [backslash, '\\]']),
    bracketed(word, '【', ['【'], ['】']),
  ].map((spelling) => ({ ...spelling, names: meant, hasBrackets: true, isTranslated }))
}

function bracketed(word: string, first: string, open: readonly string[], close: readonly string[]) {
  const joint = [`${backslash}?`, '[_ -]?']
  const parts = [...open, ' ?', ...lettersOf(word, joint), ...joint, ...numberParts, ' ?', ...close]
  return {
    first,
    whole: new RegExp(parts.join(''), 'iy'),
    begun: new RegExp(beginningOf(parts.slice(0, -1)), 'iy'),
  }
}

function bare(name: PlaceholderName): Spelling {
  const joint = [`${backslash}?`, '_']
  const parts = [...lettersOf(name, joint), ...joint, ...numberParts]
  return {
    names: [name],
    first: name.charAt(0),
    hasBrackets: false,
    isTranslated: false,
    whole: new RegExp(`(?<![A-Za-z0-9_])${parts.join('')}(?![A-Za-z0-9_])`, 'y'),
    begun: new RegExp(`(?<![A-Za-z0-9_])${beginningOf(parts)}`, 'y'),
  }
}

function lettersOf(word: string, joint: readonly string[]): readonly string[] {
  return Array.from(word).flatMap((letter) => (letter === '_' || letter === '-' ? joint : [letter]))
}

/** A pattern for every non-empty beginning of a sequence of parts, up to the end of the text. */
function beginningOf(parts: readonly string[]): string {
  const [first = '', ...others] = parts
  return `${first}(?:${others.reduceRight((rest, part) => `${part}(?:${rest})?`, '')})?$`
}

/** Where a placeholder may start. */
const candidate = /[[\\【A-Z]/g
let spellings: readonly Spelling[] | undefined
const byFirst = new Map<string, readonly Spelling[]>()

/** The spellings that begin with a character. Their patterns are made when the first is looked for. */
function spellingsFrom(first: string): readonly Spelling[] {
  const known = byFirst.get(first)
  if (known !== undefined) return known
  spellings ??= allSpellings()
  const found = spellings.filter((spelling) => spelling.first === first)
  byFirst.set(first, found)
  return found
}

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
    const possible = spellingsFrom(found[0])
    if (!isEnd && possible.some(({ begun }) => matchesAt(begun, folded, at))) {
      letThrough(at)
      return { pieces, rest: text.slice(at - offset) }
    }
    const spelling = possible.find(({ whole }) => matchesAt(whole, folded, at))
    const end = spelling?.whole.lastIndex ?? folded.length
    const piece =
      spelling === undefined
        ? cutPlaceholder(possible, folded, at, text.slice(at - offset))
        : writtenPlaceholder(spelling, text.slice(at - offset, end - offset), end === folded.length)
    if (piece === undefined) continue
    letThrough(at)
    pieces.push(piece)
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

function writtenPlaceholder(spelling: Spelling, text: string, isLast: boolean): WrittenPlaceholder {
  const { hasBrackets, isTranslated } = spelling
  const plain = fold(text).replaceAll('\\', '')
  const number = Number(/\d+/.exec(plain)?.[0])
  const isExact = hasBrackets && spelling.names.some((name) => plain.includes(`${name}_${number}`))
  return {
    type: 'placeholder',
    names: spelling.names,
    number,
    text,
    spelling: isTranslated ? 'translated' : isExact ? 'exact' : 'changed',
    isCut: isLast && !hasBrackets,
  }
}

/** So much of a name has to be there before the end of a text is taken for a placeholder that was cut off. */
const leastOfName = /^\\?[[【] ?[^\s\d]{2}/

/** The beginning of a placeholder at the end of a text, where a model ran into its limit. */
function cutPlaceholder(
  possible: readonly Spelling[],
  folded: string,
  at: number,
  text: string,
): WrittenPlaceholder | undefined {
  if (!leastOfName.test(folded.slice(at, at + leastOfNameLength))) return undefined
  const begun = possible.filter((spelling) => spelling.hasBrackets && matchesAt(spelling.begun, folded, at))
  if (begun.length === 0) return undefined
  const digits = /\d+/.exec(folded.slice(at))?.[0]
  return {
    type: 'placeholder',
    names: [...new Set(begun.flatMap((spelling) => spelling.names))],
    number: digits === undefined ? undefined : Number(digits),
    text,
    spelling: 'changed',
    isCut: /\d$/.test(folded),
  }
}

const leastOfNameLength = 5

/** No spelling of any placeholder is longer: brackets, spaces and every underscore may be escaped or spaced. */
export const longestPlaceholder = Math.max(
  ...[...names, ...translations.keys()].map(
    (word) => word.length + mostDigits + '\\[ '.length + ' \\]'.length + 2 * word.split(/[_-]/).length,
  ),
)
