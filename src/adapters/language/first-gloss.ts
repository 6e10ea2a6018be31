/** An entry of CC-CEDICT: one reading of a word with its definitions, in the order the dictionary gives them. */
export interface DictionaryEntry {
  readonly traditional: string
  readonly simplified: string
  /** With tone numbers; a capital letter marks a name. */
  readonly pinyin: string
  readonly definitions: readonly string[]
}

/** Looks up the entries of a word, simplified or traditional. */
export type EntriesOf = (word: string) => readonly DictionaryEntry[]

/** How far "see …" and "variant of …" are followed. */
const longestTrail = 3

const reading = /\[[^\]]*\]/g
const note = /\([^()]*\)/g
const reference =
  /^(?:see(?: also)?|same as|short for|abbr\. (?:for|of|to)|equivalent (?:of|to)|contraction of|(?:[\w-]+ )*?(?:variant|form|version|spelling|pronunciation|name) (?:of|for)) ([^\s,;[\]A-Za-z]+)/u
const withoutMeaning =
  /^(?:CL:|see |used in |used before |used after |(?:also |often )?(?:written|pr\.)(?: |$)|Taiwan pr\.|abbr\. |classifier\b|bound form\b)/
const surname = /^surname (.+)$|^(.+) surname$/
const han = /\p{Script=Han}/u
const chineseWords = /\p{Script=Han}[\p{Script=Han}|·]*/gu
const longestGloss = 60

/**
 * The first English gloss of a Chinese word, cleaned for a sentence encoder: without notes, readings, "to", and what
 * follows a semicolon. References to other words are followed; a surname is taken only when nothing else is there.
 * Undefined when no definition says anything in English.
 */
export function firstGloss(word: string, entriesOf: EntriesOf): string | undefined {
  return meaningOf(word, entriesOf, 0) ?? surnameOf(word, entriesOf)
}

/**
 * The English glosses of a Chinese word, cleaned like the first one, which leads: what it may mean besides, from every
 * part of every definition, references followed. For searching, where the first gloss is often not the word used.
 */
export function glossesOf(word: string, entriesOf: EntriesOf, most: number): readonly string[] {
  const first = firstGloss(word, entriesOf)
  if (first === undefined) return []
  return [...new Set([first, ...furtherGlosses(word, entriesOf, 0)])].slice(0, most)
}

function furtherGlosses(word: string, entriesOf: EntriesOf, steps: number): readonly string[] {
  return definitionsOf(word, entriesOf).flatMap((definition) => {
    const plain = withoutNotes(definition)
      .split(';')
      .flatMap((part) => plainGloss(part) ?? [])
    const target = steps < longestTrail ? referredWord(definition) : undefined
    return target === undefined || target === word ? plain : [...plain, ...furtherGlosses(target, entriesOf, steps + 1)]
  })
}

function meaningOf(word: string, entriesOf: EntriesOf, steps: number): string | undefined {
  const definitions = definitionsOf(word, entriesOf)
  const plain = firstOf(definitions, plainGloss)
  if (plain !== undefined || steps === longestTrail) return plain
  return firstOf(definitions, (definition) => {
    const target = referredWord(definition)
    return target === undefined || target === word ? undefined : meaningOf(target, entriesOf, steps + 1)
  })
}

function surnameOf(word: string, entriesOf: EntriesOf): string | undefined {
  return firstOf(definitionsOf(word, entriesOf), (definition) => {
    const match = surname.exec(withoutNotes(definition))
    return match?.[1] ?? match?.[2]
  })
}

/** All definitions of a word, those of common words before those of names. */
function definitionsOf(word: string, entriesOf: EntriesOf): readonly string[] {
  const entries = entriesOf(word)
  const ordered =
    entries.length > 1 ? [...entries.filter((entry) => !isName(entry)), ...entries.filter(isName)] : entries
  return ordered.flatMap((entry) => entry.definitions)
}

function isName(entry: DictionaryEntry): boolean {
  return /^[A-Z]/.test(entry.pinyin)
}

function plainGloss(definition: string): string | undefined {
  if (han.test(definition) && reference.test(definition)) return undefined
  const gloss = withoutNotes(definition)
    .split(';')
    .map((part) => part.trim())
    .find((part) => part !== '')
  if (gloss === undefined || withoutMeaning.test(gloss) || surname.test(gloss)) return undefined
  const clean = gloss
    .replace(/^(?:lit\.|fig\.|idiom\b:?)\s*/, '')
    .replace(/^to (?=\S)/, '')
    .replace(/\b(?:sb|sth)(?:'s)?(?: or (?:sb|sth))?(?![\w])/g, '')
    .replace(/\s+etc\b\.?/g, '')
    .replace(/[?!:"…,\s]+$/, '')
    .replace(chineseWords, '')
    .replace(/\s+(?=,|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return /[A-Za-z0-9]/.test(clean) ? brief(clean) : undefined
}

/** Long explanations end at a comma. */
function brief(gloss: string): string {
  const comma = gloss.indexOf(', ', 3)
  return gloss.length > longestGloss && comma > 0 ? gloss.slice(0, comma) : gloss
}

function withoutNotes(definition: string): string {
  let text = definition.replace(reading, '')
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(note, ' ')
  }
  return text.replace(/\s+/g, ' ').trim()
}

/** The simplified form of the word that a definition only points to. */
function referredWord(definition: string): string | undefined {
  const target = reference.exec(definition)?.[1]
  return target === undefined || !han.test(target) ? undefined : target.split('|').at(-1)
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
