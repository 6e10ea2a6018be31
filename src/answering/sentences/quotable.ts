import { type Sentence, sentencesOf } from '../../domain/text/sentences.ts'

/** A place in a text, by offsets. */
export type Place = Pick<Sentence, 'start' | 'end'>

/** How many items of a list, or rows of a table, are quoted together. */
const mostTogether = 12
/** A list of more characters than this is not quoted for one of its items. */
const longestList = 900

/** The sentences of a text that can answer by themselves: not the head of a table, nor a bare heading. */
export function answeringSentences(text: string): readonly Sentence[] {
  const read = readSentences(text)
  return read.sentences.filter((sentence) => !isTableHead(read, sentence) && !/^#{1,6}\s/.test(sentence.text))
}

/** A text whose sentences have been found. */
interface ReadText {
  readonly text: string
  readonly sentences: readonly Sentence[]
}

function readSentences(text: string): ReadText {
  return { text, sentences: sentencesOf(text) }
}

/**
 * The words to quote for a sentence: a row of a table with the head and the rows above it, since a row alone says
 * nothing; an item, or the line that announces it, with its whole list; a sentence that speaks of what the one before
 * names, with that one.
 */
export function quotable(text: string, place: Place): Place {
  return quotableIn(text)(place)
}

/** As `quotable`, for many places of one text. */
export function quotableIn(text: string): (place: Place) => Place {
  const read = readSentences(text)
  return (place) => {
    const sentence = { ...place, text: text.slice(place.start, place.end) }
    if (isRow(sentence.text)) return withHead(read, sentence)
    return wholeList(read, sentence) ?? withAntecedent(read, sentence)
  }
}

function isRow(text: string): boolean {
  return text.startsWith('|')
}

/** For the rows of a text, the head of the table that each stands in. */
export function headsOfTables(text: string): (sentence: Sentence) => Sentence | undefined {
  const read = readSentences(text)
  return (sentence) => {
    if (!isRow(sentence.text)) return undefined
    const [head] = tableAround(read, sentence)
    return head?.start === sentence.start ? undefined : head
  }
}

/** The first row of a table: nothing of the table stands above it, and the dividing line below. */
function isTableHead(read: ReadText, sentence: Sentence): boolean {
  if (!isRow(sentence.text)) return false
  const rows = tableAround(read, sentence)
  return rows.length > 1 && rows[0]?.start === sentence.start
}

function withHead(read: ReadText, sentence: Sentence): Place {
  const rows = tableAround(read, sentence)
  const position = rows.findIndex(({ start }) => start === sentence.start)
  const [head] = rows
  return head !== undefined && position < mostTogether ? { start: head.start, end: sentence.end } : sentence
}

/** The rows of the table that a row stands in; only line breaks and the dividing line are between them. */
function tableAround({ text, sentences }: ReadText, row: Sentence): readonly Sentence[] {
  const rows: Sentence[] = []
  for (const sentence of sentences) {
    const last = rows.at(-1)
    const follows =
      last !== undefined &&
      /^[\s|:-]*$/.test(text.slice(last.end, sentence.start)) &&
      !/\n\s*\n/.test(text.slice(last.end, sentence.start))
    if (!isRow(sentence.text)) {
      if (rows.some(({ start }) => start === row.start)) break
      rows.length = 0
    } else if (last === undefined || follows) {
      rows.push(sentence)
    } else {
      if (rows.some(({ start }) => start === row.start)) break
      rows.length = 0
      rows.push(sentence)
    }
  }
  return rows
}

const listItem = /^(?:[-*+•]\s|\d+[.)、]|[（(]?[一二三四五六七八九十\d]+[)）、.])/u
const announcement = /[:：]\**\s*$/u

/** The list that a sentence announces or stands in, with its announcement; undefined where it has to do with none. */
function wholeList({ text, sentences }: ReadText, sentence: Sentence): Place | undefined {
  const position = sentences.findIndex(({ start }) => start === sentence.start)
  const announced = announcement.test(sentence.text)
  const first = announced ? position + 1 : firstItem(text, sentences, position)
  if (first === undefined) return undefined
  const above = sentences[first - 1]
  const start = above !== undefined && announcement.test(above.text) ? above : sentences[first]
  const end = sentences[lastItem(text, sentences, first)]
  if (start === undefined || end === undefined) return undefined
  const list = { start: start.start, end: end.end }
  if (announced || list.end - list.start <= longestList) return list
  return sentence
}

/** The item at the head of the list that a sentence stands in. */
function firstItem(text: string, sentences: readonly Sentence[], position: number): number | undefined {
  let first: number | undefined
  for (let at = position; at >= 0; at -= 1) {
    const sentence = sentences[at]
    if (sentence === undefined || !beginsLine(text, sentence)) continue
    if (!listItem.test(sentence.text)) break
    first = at
  }
  return first
}

/** The last sentence of a list: of as many items as are quoted together, each with all its sentences. */
function lastItem(text: string, sentences: readonly Sentence[], first: number): number {
  let last = first - 1
  let items = 0
  for (let at = first; at < sentences.length; at += 1) {
    const sentence = sentences[at]
    if (sentence === undefined) break
    if (beginsLine(text, sentence)) {
      if (!listItem.test(sentence.text) && !isRow(sentence.text)) break
      items += 1
      if (items > mostTogether) break
    }
    last = at
  }
  return last
}

function beginsLine(text: string, { start }: Sentence): boolean {
  return /(?:^|\n)[^\S\n]*$/.test(text.slice(0, start))
}

/** Words that begin a sentence and point at the one before it. */
const pointsBack =
  /^(?:it|its|they|them|their|this|these|that|those|he|she|both|otherwise|however|then|so|but|in (?:this|that|such) case|after (?:this|that)|from then)\b|^(?:其|该|此|这|它|他们|她们|两者|否则|但|但是|因此|届时|上述|同时|另外)/iu

function withAntecedent({ text, sentences }: ReadText, sentence: Sentence): Place {
  if (!pointsBack.test(sentence.text)) return sentence
  const before = sentences[sentences.findIndex(({ start }) => start === sentence.start) - 1]
  if (before === undefined || isRow(before.text) || /\n/.test(text.slice(before.end, sentence.start))) return sentence
  return { start: before.start, end: sentence.end }
}
