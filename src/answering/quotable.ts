import { type Sentence, sentencesOf } from '../domain/sentences.ts'

/** A place in a text, by offsets. */
export type Place = Pick<Sentence, 'start' | 'end'>

/** How many items of a list, or rows of a table, are quoted together. */
const mostTogether = 12

/** The sentences of a text that can answer by themselves: not the head of a table, nor a bare heading. */
export function answeringSentences(text: string): readonly Sentence[] {
  const sentences = sentencesOf(text)
  return sentences.filter((sentence) => !isTableHead(text, sentence) && !/^#{1,6}\s/.test(sentence.text))
}

/**
 * The words to quote for a sentence: a row of a table with the head and the rows above it, since a row
 * alone says nothing; a sentence that announces a list with the list.
 */
export function quotable(text: string, sentence: Sentence): Place {
  if (isRow(sentence.text)) return withHead(text, sentence)
  if (/[:：]\**\s*$/u.test(sentence.text)) return withList(text, sentence)
  return sentence
}

function isRow(text: string): boolean {
  return text.startsWith('|')
}

/** The first row of a table: nothing of the table stands above it, and the dividing line below. */
function isTableHead(text: string, sentence: Sentence): boolean {
  if (!isRow(sentence.text)) return false
  const rows = tableAround(text, sentence)
  return rows.length > 1 && rows[0]?.start === sentence.start
}

function withHead(text: string, sentence: Sentence): Place {
  const rows = tableAround(text, sentence)
  const position = rows.findIndex(({ start }) => start === sentence.start)
  const [head] = rows
  return head !== undefined && position < mostTogether ? { start: head.start, end: sentence.end } : sentence
}

/** The rows of the table that a row stands in; only line breaks and the dividing line are between them. */
function tableAround(text: string, row: Sentence): readonly Sentence[] {
  const rows: Sentence[] = []
  for (const sentence of sentencesOf(text)) {
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

const listItem = /^(?:[-*+•|]|\d+[.)、]|[（(]?[一二三四五六七八九十\d]+[)）、.])/u

function withList(text: string, sentence: Sentence): Place {
  const following = sentencesOf(text).filter(({ start }) => start >= sentence.end)
  const items = following.slice(0, mostTogether)
  const outside = items.findIndex((item) => !listItem.test(item.text))
  const last = items[(outside === -1 ? items.length : outside) - 1]
  return { start: sentence.start, end: last?.end ?? sentence.end }
}
