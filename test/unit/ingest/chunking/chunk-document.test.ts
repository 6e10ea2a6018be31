import { describe, expect, test } from '@jest/globals'
import { chunkDocument } from '../../../../ingest/chunking/chunk-document.ts'
import { estimateTokens } from '../../../../ingest/chunking/estimate-tokens.ts'
import { loadMarkdown } from '../../../../ingest/loaders/text/load-markdown.ts'
import { loadText } from '../../../../ingest/loaders/text/load-text.ts'

const bytes = (source: string) => new TextEncoder().encode(source)
const cut = async (source: string, title = 'T') =>
  chunkDocument(await loadMarkdown({ bytes: bytes(source), path: 'a.md' }), { title })
const shown = async (source: string, title?: string) =>
  (await cut(source, title)).map(({ headingPath, text }) => `${headingPath.join(' > ')}: ${text}`)

const sentence = 'This sentence has about ten words, give or take a few. '
const 句子 = '员工应当在出差结束后三十日内提交报销申请，并附上票据。'

describe('chunks follow headings', () => {
  test('which go into the path and not into the text', async () => {
    expect(await shown(`# Leave\n\n${sentence}\n\n## Carry-over\n\n${sentence}\n\n# Sickness\n\n${sentence}`)).toEqual([
      `Leave: ${sentence.trim()}`,
      `Leave > Carry-over: ${sentence.trim()}`,
      `Sickness: ${sentence.trim()}`,
    ])
  })

  test('and keep what stands before the first one', async () => {
    expect(await shown(`${sentence}\n\n# Leave\n\n${sentence}`)).toEqual([
      `: ${sentence.trim()}`,
      `Leave: ${sentence.trim()}`,
    ])
  })

  test('but put next to empty sections together with their siblings, headings included', async () => {
    expect(
      await shown(
        `# Contacts\n\n## IT\n\nRoom 4\n\n## HR\n\nRoom 5\n\n## Canteen\n\n${sentence}\n\n# Other\n\n${sentence}`,
      ),
    ).toEqual([
      `Contacts: ## IT\n\nRoom 4\n\n## HR\n\nRoom 5\n\n## Canteen\n\n${sentence.trim()}`,
      `Other: ${sentence.trim()}`,
    ])
  })

  test('and never put sections of different parents together', async () => {
    expect(await shown('# A\n\n## B\n\nRoom 4\n\n# C\n\nRoom 5')).toEqual(['A > B: Room 4', 'C: Room 5'])
  })

  test('with nothing lost: a heading without anything below it is a chunk', async () => {
    expect(await shown(`# Leave\n\n${sentence}\n\n## No smoking indoors`)).toEqual([
      `Leave: ${sentence.trim()}`,
      'Leave: ## No smoking indoors',
    ])
    expect(await shown('# Only a title', 'Only a title')).toEqual([': # Only a title'])
  })
})

describe('chunks are of a size', () => {
  test('small neighbours go together, up to about 200 tokens', async () => {
    const chunks = await cut(`# A\n\n${`${sentence}\n\n`.repeat(30)}`)
    const sizes = chunks.map(({ text }) => estimateTokens(text))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(230)
    expect(Math.min(...sizes)).toBeGreaterThan(40)
  })

  test.each([
    ['English', sentence.repeat(40), /[.]$/],
    ['Chinese', 句子.repeat(60), /。$/],
  ])('a long %s paragraph is cut behind sentences, into parts of similar size', async (_, paragraph, ending) => {
    const chunks = await cut(paragraph)
    const sizes = chunks.map(({ text }) => estimateTokens(text))
    expect(chunks.every(({ text }) => ending.test(text))).toBe(true)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(230)
    expect(Math.min(...sizes)).toBeGreaterThan(0.4 * Math.max(...sizes))
  })

  test('a long table is cut between rows, and its header stays with the first', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `| Valve type ${at} | ${at * 7} pieces a month | Munich |`)
    const chunks = await cut(['| Part | Use | Place |', '| --- | --- | --- |', ...rows].join('\n'))
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.flatMap(({ text }) => text.split('\n')).slice(2)).toEqual(rows)
  })

  test('a long list is cut between items, with what belongs to them', async () => {
    const items = Array.from({ length: 20 }, (_, at) => `- Step ${at}: ${sentence.trim()}\n  - Detail of step ${at}`)
    const chunks = await cut(items.join('\n'))
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.every(({ text }) => text.startsWith('- Step') && /Detail of step \d+$/.test(text))).toBe(true)
  })

  test('a line that announces a list stays with it', async () => {
    const list = Array.from({ length: 12 }, (_, at) => `- item ${at} of the things that you bring along`).join('\n')
    const chunks = await cut(`${sentence.repeat(10)}\n\nBring the following:\n\n${list}`)
    expect(chunks.map(({ text }) => text.slice(0, 20))).toEqual(['This sentence has ab', 'Bring the following:'])
  })

  test('text without any place to cut is cut between characters, never inside one', async () => {
    const chunks = await chunkDocument(await loadText({ bytes: bytes('𠮷x'.repeat(3000)), path: 'a.txt' }), {
      title: 'T',
    })
    expect(chunks.map(({ text }) => text).join('')).toBe('𠮷x'.repeat(3000))
    expect(chunks.every(({ text }) => text.isWellFormed())).toBe(true)
  })
})

test('what stands between blocks, such as a comment, gets into no chunk', async () => {
  expect(await shown('Public part.\n\n<!-- salary: 90,000 -->\n\nOther part <!-- x --> here.')).toEqual([
    ': Public part.',
    ': Other part',
    ': here.',
  ])
})

test('a chunk knows the page that it begins on', async () => {
  const text = `${'a'.repeat(10)}\n\n${'b'.repeat(10)}`
  const blocks = [
    { kind: 'heading', start: 0, end: 10, level: 1, headingText: 'a' },
    { kind: 'paragraph', start: 12, end: 22 },
  ] as const
  const pages = [
    { page: 1, start: 0 },
    { page: 2, start: 12 },
    { page: 3, start: 12 },
    { page: 4, start: 22 },
  ]
  expect(await chunkDocument({ text, blocks, pages }, { title: 'T' })).toEqual([
    { text: 'b'.repeat(10), start: 12, end: 22, headingPath: ['a'], page: 3 },
  ])
})
