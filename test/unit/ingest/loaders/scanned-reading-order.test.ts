import { describe, expect, test } from '@jest/globals'
import { inReadingOrder, type PlacedText } from '../../../../ingest/loaders/ocr/reading-order.ts'

function at(text: string, x: number, y: number, width: number): PlacedText {
  return { text, x, right: x + width, top: y, bottom: y + 20 }
}

function column(name: string, x: number, y: number, count = 6): readonly PlacedText[] {
  return Array.from({ length: count }, (_, line) =>
    at(`${name}${line + 1}`, x, y + line * 30, line === count - 1 ? 120 : 300),
  )
}

function sixOf(name: string): readonly string[] {
  return [1, 2, 3, 4, 5, 6].map((line) => `${name}${line}`)
}

function read(texts: readonly PlacedText[]): readonly string[] {
  // Whatever order the detector gives.
  const shuffled = texts.toSorted((a, b) => a.text.at(-1)!.localeCompare(b.text.at(-1)!) || a.x - b.x)
  return inReadingOrder(shuffled).map((row) => row.map(({ text }) => text).join(' | '))
}

describe('print on a scanned page', () => {
  test('is read from the top down', () => {
    expect(read([at('second', 0, 40, 300), at('first', 0, 0, 300)])).toEqual(['first', 'second'])
  })

  test('is read column by column below a title across them, and on below them', () => {
    const page = [at('title', 0, 0, 700), ...column('a', 0, 60), ...column('b', 400, 66), at('footer', 0, 300, 700)]
    expect(read(page)).toEqual(['title', ...sixOf('a'), ...sixOf('b'), 'footer'])
  })

  test('is read in three columns', () => {
    const page = [...column('a', 0, 0), ...column('b', 350, 0), ...column('c', 700, 0)]
    expect(read(page)).toEqual(['a', 'b', 'c'].flatMap(sixOf))
  })

  test('is read row by row in a table, whose cells do not fill their columns', () => {
    const rows = [1, 2, 3, 4, 5, 6].flatMap((row) => [
      at(`name${row}`, 0, row * 30, 40 + row * 30),
      at(`value${row}`, 400, row * 30 + 3, 250 - row * 30),
    ])
    expect(read(rows)).toEqual([1, 2, 3, 4, 5, 6].map((row) => `name${row} | value${row}`))
  })
})
