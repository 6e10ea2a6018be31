import { describe, expect, test } from '@jest/globals'
import type { Block, Inline } from '../../../../src/web/markdown/markdown-tree.ts'
import { parseMarkdown } from '../../../../src/web/markdown/parse-markdown.ts'

/** Writes a tree down shortly, so that a test shows what it expects. */
function sketch(nodes: readonly (Block | Inline)[]): string {
  return nodes.map(sketchNode).join('')
}

function sketchNode(node: Block | Inline): string {
  if (node.type === 'text') return node.marked ? `«${node.value}»` : node.value
  if (node.type === 'code') return node.marked ? `code(«${node.value}»)` : `code(${node.value})`
  if (node.type === 'citation') return `{${node.n}}`
  if (node.type === 'break' || node.type === 'rule') return `${node.type}()`
  if (node.type === 'image') return `image(${node.description})`
  if (node.type === 'link' || node.type === 'address') return `${node.type}(${sketch(node.children)} ${node.address})`
  if (node.type === 'list') {
    const items = node.items.map((item) => sketch(item)).join(' | ')
    return node.start === undefined ? `bullets(${items})` : `numbers from ${node.start}(${items})`
  }
  if (node.type === 'table') {
    const rows = [...(node.head ? [node.head] : []), ...node.rows]
    return `table(${rows.map((row) => row.map(sketch).join(' | ')).join(' / ')})`
  }
  return `${node.type}(${sketch(node.children)})`
}

const answer = (source: string): string => sketch(parseMarkdown(source, { citations: true }))
const document = (source: string): string => sketch(parseMarkdown(source))

function depthOf(nodes: readonly (Block | Inline)[]): number {
  const inner = nodes.map((node) => {
    if ('children' in node) return depthOf(node.children)
    return node.type === 'list' ? 1 + Math.max(...node.items.map(depthOf)) : 0
  })
  return 1 + Math.max(0, ...inner)
}

function marked(source: string, quote: string): string {
  const start = source.indexOf(quote)
  return sketch(parseMarkdown(source, { highlight: { start, end: start + quote.length } }))
}

describe('the text of an answer', () => {
  test('a citation marker hugs the word before it', () => {
    expect(answer('Nine days [1], or ten.[2] [3]')).toBe('paragraph(Nine days{1}, or ten.{2}{3})')
  })

  test('markers work inside bold text, lists and headings', () => {
    expect(answer('# Days [1]\n\n- **nine [2]**')).toBe('heading(Days{1})bullets(paragraph(strong(nine{2})))')
  })

  test('brackets that hold no number, and markers in code, stay as they are', () => {
    expect(answer('[x] and `a[1]`')).toBe('paragraph([x] and code(a[1]))')
  })

  test('a definition cannot turn a marker into a link', () => {
    expect(answer('Nine [1]\n\n[1]: https://evil.example/')).toBe(
      'paragraph(Nine{1})paragraph({1}: https://evil.example/)',
    )
  })

  test('a quoted row keeps its marker in its last cell', () => {
    expect(answer('| Grade | Days |\n| --- | ---: |\n| A | 9 | [1]')).toBe('table(Grade | Days / A | 9{1})')
    expect(answer('| A | 9 | [1] [2]')).toBe('table(A | 9{1}{2})')
  })

  test('markers below a table go into its last cell', () => {
    expect(answer('| Grade | Days |\n| --- | ---: |\n| A | 9 |\n\n[1] [2]')).toBe('table(Grade | Days / A | 9{1}{2})')
  })

  test('the first hyphen of a list that is still being written makes no heading of the line above', () => {
    expect(answer('For the hotel:\n-')).not.toContain('heading')
  })

  test.each(['**bo', '`co', '[lin', '| a |', '```\nco', '- ', '![', '\\', '| a | b |\n|--'])(
    'unfinished Markdown such as %j shows what is there',
    (source) => {
      expect(() => answer(source)).not.toThrow()
    },
  )
})

describe('text that may be hostile', () => {
  test('HTML is text', () => {
    expect(answer('<img src=x onerror=alert(1)>\n\na <b>c</b>')).toBe(
      'paragraph(<img src=x onerror=alert(1)>)paragraph(a <b>c</b>)',
    )
  })

  test.each(['javascript:alert(1)', 'https://evil.example/', '//evil.example/', 'data:text/html,x'])(
    'a link to %s is not to be followed',
    (address) => {
      expect(answer(`[press](${address})`)).toBe(`paragraph(address(press ${address}))`)
    },
  )

  test('only links that the page lets through are links', () => {
    const blocks = parseMarkdown('[a](/documents/1) [b](/elsewhere)', {
      mayFollow: (to) => to.startsWith('/documents/'),
    })

    expect(sketch(blocks)).toBe('paragraph(link(a /documents/1) address(b /elsewhere))')
  })

  test('the address that is judged is the address that is shown, with its references decoded', () => {
    expect(answer('[a](java&#115;cript:alert&lpar;1) [b](x?a&amp;b)')).toBe(
      'paragraph(address(a javascript:alert&lpar;1) address(b x?a&b))',
    )
  })

  test('images are their description and load nothing', () => {
    expect(answer('![a pixel](https://tracker.example/p.png)')).toBe('paragraph(image(a pixel))')
  })

  test.each([
    ['quotations', '>'.repeat(4000)],
    ['lists', '- '.repeat(2000)],
    ['emphasis', '*a **b '.repeat(500) + 'c** d* '.repeat(500)],
    ['brackets', '['.repeat(4000)],
    ['unfinished links', '[a]('.repeat(500)],
    ['backticks', Array.from({ length: 80 }, (_, n) => `${'`'.repeat(n)}x`).join('')],
  ])('text made of %s is shown and stays shallow', (_name, source) => {
    expect(depthOf(parseMarkdown(source))).toBeLessThan(50)
  })
})

describe('the text of a document', () => {
  test('lists, quotations, code and rules keep their form', () => {
    expect(document('3. three\n4. four\n\n> said\n\n```\nx = 1\n```\n\n---')).toBe(
      'numbers from 3(paragraph(three) | paragraph(four))quotation(paragraph(said))code(x = 1)rule()',
    )
  })

  test('nested lists nest, also when they are indented by less than the standard asks for', () => {
    expect(document('1. one\n   - inner\n2. two\n  - inner\n\n   more of two\n3. three')).toBe(
      'numbers from 1(paragraph(one)bullets(paragraph(inner)) | ' +
        'paragraph(two)bullets(paragraph(inner))paragraph(more of two) | paragraph(three))',
    )
  })

  test('a year at the beginning of a line is no list', () => {
    expect(document('This held until\n2024. Since then')).toBe('paragraph(This held until\n2024. Since then)')
  })

  test('headings may be underlined', () => {
    expect(document('Annual leave\n===\nText\n---')).toBe('heading(Annual leave)heading(Text)')
  })

  test('bold and italic text nest, and asterisks that mean themselves stay', () => {
    expect(document('***a** b* 2 * 3 * 4 snake_case_name __c__')).toBe(
      'paragraph(emphasis(strong(a) b) 2 * 3 * 4 snake_case_name strong(c))',
    )
  })

  test('bold text may end with Chinese punctuation in the middle of a sentence', () => {
    expect(document('**年假为十天。**员工可以（**提前五天**）申请**“年假”**。')).toBe(
      'paragraph(strong(年假为十天。)员工可以（strong(提前五天)）申请strong(“年假”)。)',
    )
  })

  test('tables are tables, also without their outer bars, with escaped bars inside', () => {
    expect(document('Days:\n\na | b\n--- | ---\n1 \\| 2 | `x`\n\nEnd')).toBe(
      'paragraph(Days:)table(a | b / 1 | 2 | code(x))paragraph(End)',
    )
  })

  test('rows out of the middle of a table are a table', () => {
    expect(document('| up to 5 | 27 |\n| 5 to 10 | **28** |')).toBe('table(up to 5 | 27 / 5 to 10 | strong(28))')
  })

  test('a table that has lost only its header begins with its rows', () => {
    expect(document('| --- | ---: |\n| a | 1 |')).toBe('table(a | 1)')
    expect(parseMarkdown('| --- | ---: |\n| a | 1 |')).toMatchObject([{ aligned: ['start', 'end'] }])
  })

  test('empty cells keep their place', () => {
    expect(document('| a | b |\n|---|---|\n| | 2 |')).toBe('table(a | b /  | 2)')
  })

  test('bars in code and in running text make no table', () => {
    expect(document('```\n| a | b |\n```')).toBe('code(| a | b |)')
    expect(document('either a | or b')).toBe('paragraph(either a | or b)')
  })

  test('indented lines are text, since that is what they are in most documents', () => {
    expect(document('    four spaces')).toBe('paragraph(four spaces)')
  })

  test('references such as &amp; are decoded outside of code, unknown ones kept', () => {
    expect(document('R&amp;D &#x4E2D;&#25991; &euro; &unknown; AT&T \\&amp; `&lt;`')).toBe(
      'paragraph(R&D 中文 € &unknown; AT&T &amp; code(&lt;))',
    )
  })

  test('a line end between Chinese characters is no space', () => {
    expect(document('满一年的，\n年假为十天\nof leave')).toBe('paragraph(满一年的，年假为十天\nof leave)')
  })
})

describe('marking a quotation in its document', () => {
  test('a sentence is marked and its neighbours are not', () => {
    expect(marked('One. Two days. Three.', 'Two days.')).toBe('paragraph(One. «Two days.» Three.)')
  })

  test('the mark runs through bold text and code', () => {
    expect(marked('It is **27 days** or `n` more.', 'is **27 days** or `n`')).toBe(
      'paragraph(It «is »strong(«27 days»)« or »code(«n») more.)',
    )
  })

  test('it begins and ends inside bold text', () => {
    expect(marked('**27 days a year**', 'days')).toBe('paragraph(strong(27 «days» a year))')
  })

  test('cells of a table are marked one by one', () => {
    expect(marked('| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |', '| 1 | 2 |')).toBe('table(a | b / «1» | «2» / 3 | 4)')
  })

  test('line prefixes, escapes and references do not shift it', () => {
    expect(marked('> a \\* b\n> R&amp;D has nine\n> days. End', 'nine\n> days.')).toBe(
      'quotation(paragraph(a * b\nR&D has «nine\ndays.» End))',
    )
  })

  test('it reaches over paragraphs and lists', () => {
    expect(marked('Intro:\n\n- one\n- two\n- three', 'Intro:\n\n- one\n- two')).toBe(
      'paragraph(«Intro:»)bullets(paragraph(«one») | paragraph(«two») | paragraph(three))',
    )
  })

  test('Chinese text and characters outside the basic plane are marked whole', () => {
    expect(marked('年假𠮷十天。另有𠮷病假。', '另有𠮷')).toBe('paragraph(年假𠮷十天。«另有𠮷»病假。)')
  })
})
