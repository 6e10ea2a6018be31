import { describe, expect, test } from '@jest/globals'
import { loadMarkdown } from '../../../../ingest/loaders/text/load-markdown.ts'

const load = (source: string) => loadMarkdown({ bytes: new TextEncoder().encode(source), path: 'rules.md' })

async function pieces(source: string): Promise<readonly string[]> {
  const { text, blocks } = await load(source)
  return blocks.map(({ kind, level = '', start, end }) => `${kind}${level}: ${text.slice(start, end)}`)
}

describe('a Markdown file', () => {
  test('is quoted as it is written, less its front matter', async () => {
    const { text, title } = await load('---\ntitle: x\n---\r\n# *Leave* rules\r\n\r\nTake **25** days.\r\n')
    expect(text).toBe('# *Leave* rules\r\n\r\nTake **25** days.\r\n')
    expect(title).toBe('Leave rules')
  })

  test('has headings in both spellings, but none inside code', async () => {
    expect(await pieces('Rules\n=====\n\n## Scope\n\n```sh\n# not a heading\n```\n')).toEqual([
      'heading1: Rules\n=====',
      'heading2: ## Scope',
      'code: ```sh\n# not a heading\n```',
    ])
  })

  test('has a list with its inner lists, a table and a quote as one block each', async () => {
    const source = '- a\n  - b\n- c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> said\n> so\n'
    expect(await pieces(source)).toEqual([
      'list: - a\n  - b\n- c',
      'table: | x | y |\n|---|---|\n| 1 | 2 |',
      'quote: > said\n> so',
    ])
  })

  test('says nothing in its comments, scripts, rules and link definitions', async () => {
    const source =
      'Before <!-- secret --> after.\n\n<!-- a\n\nb -->\n\n---\n\n<script>x()</script>\n\n[a]: https://example.org\n'
    expect(await pieces(source)).toEqual(['paragraph: Before', 'paragraph: after.'])
  })

  test('keeps the text inside HTML blocks', async () => {
    expect(await pieces('<details>\n<summary>More</summary>\nHidden away.\n</details>\n\n<br>\n')).toEqual([
      'paragraph: <details>\n<summary>More</summary>\nHidden away.\n</details>',
    ])
  })

  test('of nothing but front matter and comments is refused', async () => {
    await expect(load('---\ntitle: x\n---\n<!-- later -->\n')).rejects.toThrow('"rules.md" holds no text.')
  })
})

describe('front matter', () => {
  test('is handed on as it was declared', async () => {
    expect((await load('---\ngroups: [hr, legal]\ndate: 2026-01-02\n---\nText.')).declared).toEqual({
      values: { groups: ['hr', 'legal'], date: '2026-01-02' },
    })
  })

  test.each([
    ['is not valid YAML', '---\ngroups: [hr\n---\nText.'],
    ['has no closing --- line', '---\ngroups: [hr]\n\n# Text\n'],
    ['is TOML', '+++\ngroups = ["hr"]\n+++\nText.'],
    ['is not a list of "key: value" lines', '---\n- hr\n---\nText.'],
    [
      'is not valid YAML: Excessive alias count',
      `---\na: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\nc: [${'*b,'.repeat(50)}]\n---\nText.`,
    ],
  ])('that %s is a problem, not an absence', async (problem, source) => {
    expect((await load(source)).declared).toEqual({ problem: expect.stringContaining(problem) })
  })

  test('is not seen in rules around ordinary text', async () => {
    const loaded = await load('---\n\nJust a rule above.\n')
    expect(loaded.declared).toBeUndefined()
    expect(loaded.text).toBe('---\n\nJust a rule above.\n')
  })
})
