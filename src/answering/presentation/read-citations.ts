import { allMatches } from '../../domain/text/all-matches.ts'

/** A piece of a streamed answer: text to show, or the number of a piece of evidence that it cites. */
export type AnswerPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'mark'; readonly number: number }

export interface CitationReader {
  push(text: string): readonly AnswerPiece[]
  /** What is left when the stream has ended. */
  end(): readonly AnswerPiece[]
}

/** Words that models put before the number. */
const labels = ['source', 'sources', 'evidence', 'doc', 'document', 'ref', 'reference', '来源', '资料', '文档', '证据']
const label = String.raw`(?:(?:${labels.join('|')})\s*[:：#]?\s*)?`
/** A number or a range of them, with what some models say of the lines. Evidence never has three digits. */
const entry = String.raw`\^?\d{1,2}\^?(?:\s*[-–—~]\s*\^?\d{1,2}(?!\d))?(?:†[^\]】］<\n]{0,24})?`
const between = String.raw`\s*(?:[,，、;；&]|and|和)\s*`
const list = `${label}(${entry}(?:${between}${label}${entry})*)`

/**
 * What is read as one: code, which never holds marks; a mark of any shape; a tag of the prompt that a model repeats.
 * In order of the groups: a mark in brackets, one in a raised tag, one as a tag of the prompt.
 */
const token = new RegExp(
  [
    '`[^`\\n]+`',
    '```+',
    String.raw`\\?[[【［]\s*${list}\s*\\?[\]】］]`,
    String.raw`<sup>\s*[[【［]?\s*${list}\s*[\]】］]?\s*</sup>`,
    String.raw`<evidence number="(\d{1,2})"\s*/>`,
    String.raw`</?evidence(?:\s[^<>\n]{0,40})?>`,
  ].join('|'),
  'giu',
)

/** A length before a raised number: there it is a power, as in m<sup>2</sup>. */
const power = /(?:^|[^\p{L}])(?:[cdkmnµμ]?m|\p{L})$|\d$/u
/** What may follow the target of a link, such as `(#source-1)` or `(https://…)`. */
const linkTarget = /^\((?:https?:|mailto:|[#/.])[^\s()]*\)/
const longestTarget = 300
/** So much of a line that may still become code between back quotes is held. */
const longestCode = 120

/**
 * Finds citation marks in a stream, however it is cut: `[1]`, `[1, 2]`, `[1-3]`, `[1][2]`, `［1］`, `【1】`,
 * `【1†source】`, `[^1]`, `[source 1]`, `[来源1]`, `<sup>1</sup>`, and with a link target behind it. What stands in code
 * is no mark, nor is `(1)`. The definitions of footnotes and the tags of the prompt are left out. Only what may still
 * become one of these is held back; all other text passes at once.
 */
export function createCitationReader(): CitationReader {
  const cited = new Set<number>()
  let held = ''
  let line = ''
  let isFenced = false
  let isBehindMark = false
  let isDropping = false

  const show = (text: string): AnswerPiece[] => {
    if (text === '') return []
    isBehindMark = false
    line = text.includes('\n') ? text.slice(text.lastIndexOf('\n') + 1) : (line + text).slice(-200)
    return [{ type: 'text', text }]
  }
  const mark = (numbers: readonly number[]): AnswerPiece[] => {
    isBehindMark = true
    return numbers.map((number) => {
      cited.add(number)
      return { type: 'mark', number }
    })
  }

  /** Everything up to `sure` is decided, whatever follows. */
  const read = (whole: string, sure: number): { readonly pieces: AnswerPiece[]; readonly rest: string } => {
    const pieces: AnswerPiece[] = []
    let from = 0
    while (from < sure) {
      const rest = whole.slice(from)
      if (isDropping) {
        const end = rest.indexOf('\n')
        if (end < 0) return { pieces, rest: '' }
        isDropping = false
        from += end + 1
        continue
      }
      const target = isBehindMark ? linkTarget.exec(rest) : null
      if (target !== null) {
        isBehindMark = false
        from += target[0].length
        continue
      }
      token.lastIndex = 0
      const found = token.exec(rest)
      if (found === null || from + found.index >= sure) {
        pieces.push(...show(whole.slice(from, sure)))
        return { pieces, rest: whole.slice(sure) }
      }
      pieces.push(...show(rest.slice(0, found.index)))
      from += found.index + found[0].length
      if (found[0].startsWith('```')) isFenced = !isFenced
      const numbers = isFenced || found[0].startsWith('`') ? undefined : numbersOf(found)
      if (numbers === undefined) {
        pieces.push(...show(/^<\/?evidence/i.test(found[0]) && !isFenced ? '' : found[0]))
      } else if (found[0].startsWith('<sup') && power.test(line)) {
        pieces.push(...show(found[0]))
      } else if (isDefinition(numbers, whole.slice(from))) {
        isDropping = true
      } else {
        pieces.push(...mark(numbers))
      }
    }
    return { pieces, rest: whole.slice(from) }
  }
  /** A mark at the beginning of a line, of what was cited before, with a colon behind it. */
  const isDefinition = (numbers: readonly number[], following: string) =>
    line.trim() === '' && /^\s*[:：]/.test(following) && numbers.every((number) => cited.has(number))

  return {
    push(text) {
      const whole = held + text
      const { pieces, rest } = read(whole, whole.length - lengthOfOpenEnd(whole, { isBehindMark, line }))
      held = rest
      return pieces
    },
    end() {
      const { pieces } = read(held, held.length)
      held = ''
      return pieces
    },
  }
}

function numbersOf(found: RegExpExecArray): readonly number[] | undefined {
  const entries = found[1] ?? found[2] ?? found[3]
  if (entries === undefined) return undefined
  const numbers = entries
    .replaceAll(/†[^,，、;；]*/gu, '')
    .split(/[,，、;；&]|and|和/iu)
    .flatMap((part) => rangeOf((part.match(/\d+/g) ?? []).map(Number)))
  return numbers.includes(0) ? undefined : [...new Set(numbers)]
}

function rangeOf([first, last]: readonly number[]): readonly number[] {
  if (first === undefined) return []
  if (last === undefined || last < first) return last === undefined ? [first] : [first, last]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** The beginning of something that may yet become a token, or change what one means. */
function lengthOfOpenEnd(text: string, before: { readonly isBehindMark: boolean; readonly line: string }): number {
  const opens = allMatches(text, /\\?[[【［]|</gu).find(({ index }) => mayBecomeToken(text.slice(index)))
  const ends = [
    opens === undefined ? 0 : text.length - opens.index,
    lengthOfOpenCode(text),
    before.isBehindMark && mayBecomeTarget(text) ? text.length : 0,
    text.endsWith('\\') ? 1 : 0,
    lengthOfLeadingMark(text, before.line),
    lengthOfTargetBehindMark(text),
  ]
  return Math.max(...ends)
}

const tags = ['<sup>', '<evidence ', '</evidence>']
const insideMark = new RegExp(
  String.raw`^\\?[[【［]\s*(?:${label}${entry}${between})*(?:${label}\^?\d{0,2}\^?(?:\s*[-–—~]\s*\^?\d{0,2})?(?:†[^\]】］<\n]{0,24})?\s*(?:[,，、;；&]?|a|an|and|和)\s*)?\\?$`,
  'iu',
)
const begunLabel = /(?:^\\?[[【［]|[,，、;；&]|and|和)\s*([a-z]{1,10}|[\p{Script=Han}]{1,2})$/iu

function mayBecomeToken(text: string): boolean {
  if (text.startsWith('<')) {
    const lower = text.toLowerCase()
    if (tags.some((tag) => tag.startsWith(lower))) return true
    if (lower.startsWith('<sup>')) return /^<sup>[^<\n]{0,40}(?:<\/?[sup]{0,3})?$/.test(lower)
    return /^<\/?evidence[^>\n]{0,40}$/.test(lower)
  }
  if (text.length > 80) return false
  if (insideMark.test(text)) return true
  const begun = begunLabel.exec(text)?.[1]?.toLowerCase()
  return begun !== undefined && labels.some((name) => name.startsWith(begun))
}

function lengthOfOpenCode(text: string): number {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1)
  const fence = /`+$/.exec(lastLine)
  const quotes = lastLine.replaceAll(/`[^`]+`|```+/g, (code) => ' '.repeat(code.length))
  const open = quotes.indexOf('`')
  if (open >= 0 && lastLine.length - open <= longestCode) return lastLine.length - open
  return fence?.[0].length ?? 0
}

function mayBecomeTarget(text: string): boolean {
  return text.length < longestTarget && /^\((?:[^\s()]*)$/.test(text)
}

const markAtEnd = new RegExp(String.raw`\\?[[【［]\s*${list}\s*\\?[\]】］](\([^\s()]{0,${longestTarget}})?$`, 'iu')

function lengthOfTargetBehindMark(text: string): number {
  return markAtEnd.exec(text)?.[2]?.length ?? 0
}

/** A mark that begins a line may be the definition of a footnote: the colon behind it tells. */
function lengthOfLeadingMark(text: string, line: string): number {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1)
  const begins = text.includes('\n') || line.trim() === ''
  const whole = /^\s*\\?[[【［][^[\]【】［］\n]*\\?[\]】］]\s*$/u.test(lastLine)
  return begins && whole ? lastLine.length : 0
}
