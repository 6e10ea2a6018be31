import { describe, expect, test } from '@jest/globals'
import { embeddingText } from '../../../../ingest/chunking/embedding-text.ts'

const words = (text: string) => embeddingText('T', { text, headingPath: [] }).slice('T\n'.length)

describe('what a chunk is embedded as', () => {
  test('begins with the title and the headings, the title only once', () => {
    const chunk = { text: 'Text.', headingPath: ['Leave', 'Carry-over'] }
    expect(embeddingText('HR rules', chunk)).toBe('HR rules > Leave > Carry-over\nText.')
    expect(embeddingText('Leave', chunk)).toBe('Leave > Carry-over\nText.')
  })

  test('has links, pictures and emphasis as the words that a reader sees', () => {
    expect(words('See **[the *form*](https://x.org/a_(b) "t")** and ![map](m.png), [this][ref].')).toBe(
      'See the form and map, this.',
    )
  })

  test('has tables, lists, quotes, code and headings without their signs', () => {
    expect(words('| a | b |\n| --- | :-: |\n| 1 | 2 |')).toBe('a b\n1 2')
    expect(words('- one\n  * two\n> said\n\n## Next\n```sh\nls -la\n```')).toBe('one\ntwo\nsaid\nNext\nls -la')
  })

  test('leaves names, sums and placeholders as they are', () => {
    expect(words('set MAX_FILE_SIZE to 5 * 3 * 2 in <folder>, a_b_c')).toBe(
      'set MAX_FILE_SIZE to 5 * 3 * 2 in <folder>, a_b_c',
    )
  })

  test('has no tags and comments', () => {
    expect(words('A<br/>b <!-- c --> <span class="x">d</span>&nbsp;e')).toBe('A b d e')
  })
})
