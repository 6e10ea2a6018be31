import { describe, expect, test } from '@jest/globals'
import { withTrueSpaces } from '../../../../ingest/loaders/ocr/line-text.ts'

/** A line with the white behind each character: `[gap]` after it, 2 where nothing is given. `_` is a space. */
function spaced(line: string, confidence = 1): string {
  const pieces = [...line.matchAll(/(.)(?:\[(\d+)\])?/gu)].map(([, text = '', gap = '2']) => ({
    text,
    gap: Number(gap),
  }))
  const characters = pieces.map(({ text }, at) => ({
    text: text === '_' ? ' ' : text,
    from: at,
    to: at + 1,
    confidence: text === '~' ? 0.6 : confidence,
  }))
  return withTrueSpaces(
    characters.map((character) => (character.text === '~' ? { ...character, text: ' ' } : character)),
    pieces.map(({ gap }) => gap),
  )
}

describe('the spaces of a line that was read', () => {
  test('are those that are as wide as the others of the line', () => {
    expect(spaced('a_[14]b_[15]c')).toBe('a b c')
  })

  test('are no spaces between the letters of a typewriter font, which are much narrower', () => {
    expect(spaced('the_[14]word_[14]es_[9]s')).toBe('the word ess')
  })

  test('are none if they are narrower and the reader was not sure', () => {
    expect(spaced('the_[14]word_[14]es~[11]s')).toBe('the word ess')
    expect(spaced('the_[14]word_[14]es_[11]s')).toBe('the word es s')
  })

  test('are put in where the reader missed one between words, but not between Chinese characters', () => {
    expect(spaced('Chapter_[14]2.[18]The')).toBe('Chapter 2. The')
    expect(spaced('in_[14]apt,[16]dpkg')).toBe('in apt,dpkg')
    expect(spaced('第_[14]二[20]章')).toBe('第 二章')
  })

  test('are told by their width alone where a line has none that is sure', () => {
    expect(spaced('Table[14]2')).toBe('Table 2')
    expect(spaced('Ta[6]ble')).toBe('Table')
  })
})
