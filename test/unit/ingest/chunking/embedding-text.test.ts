import { describe, expect, test } from '@jest/globals'
import { embeddingText, tracedEmbeddingText } from '../../../../ingest/chunking/embedding-text.ts'
import { originOf } from '../../../../src/domain/text/traced-text.ts'

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

describe('where the words of a chunk stand in its text', () => {
  const text = [
    '\n## Réclamations 😀 &nbsp;**bold *both* words**, `code`, [the *form*](https://x.org/a_(b) "t") \\* end',
    '| 员工 | **年假** |',
    '| --- | --- |',
    '> - [x][y] <https://z.org> __init__ _so_ ``a`b`` <b>tag</b> café',
    '```sh\nls -la\n```\n',
  ].join('\n')
  const chunk = { text, headingPath: ['Above'] }
  const traced = tracedEmbeddingText('Title', chunk)

  test('is said of the very text that is embedded', () => {
    expect(traced.text).toBe(embeddingText('Title', chunk))
  })

  test.each(['Réclamations', '😀', 'bold', 'both', 'code', 'form', 'end', '员工', '年假', 'init', 'café', '-la'])(
    'finds %s',
    (word) => {
      const start = traced.text.indexOf(word, 'Title > Above\n'.length)
      const origin = originOf(traced, start, start + word.length)
      expect(text.slice(origin?.start, origin?.end)).toBe(word)
      expect(origin?.start).toBe(text.indexOf(word))
    },
  )

  test('is nowhere for title and headings', () => {
    expect(originOf(traced, 0, 'Title > Above'.length)).toBeUndefined()
  })
})
