import { describe, expect, test } from '@jest/globals'
import { loadJsonLines } from '../../../../ingest/loaders/data/load-json-lines.ts'
import { loadJson } from '../../../../ingest/loaders/data/load-json.ts'
import type { Loader } from '../../../../ingest/loaders/loaded-document.ts'

const load = (loader: Loader, source: string) => loader({ bytes: new TextEncoder().encode(source), path: 'a.json' })

async function pieces(loader: Loader, source: unknown): Promise<readonly string[]> {
  const { text, blocks } = await load(loader, typeof source === 'string' ? source : JSON.stringify(source))
  return blocks.map(({ kind, level = '', start, end }) => `${kind}${level}: ${text.slice(start, end)}`)
}

describe('a JSON file', () => {
  test('reads as labelled lines under headings that tell the path', async () => {
    const config = {
      server: { port: 8080, tls: { enabled: true, versions: ['1.2', '1.3'] } },
      name: 'Gateway',
      note: null,
    }
    expect(await pieces(loadJson, config)).toEqual([
      'paragraph: name: Gateway',
      'heading1: server',
      'paragraph: port: 8080',
      'heading2: tls',
      'paragraph: enabled: true',
      'heading3: versions',
      'list: - 1.2\n- 1.3',
    ])
    expect((await load(loadJson, JSON.stringify(config))).title).toBe('Gateway')
  })

  test('has like objects as tables that repeat their header row', async () => {
    const parts = Array.from({ length: 41 }, (_, at) => ({ 价格: at, 名称: `阀门 ${at}` }))
    const blocks = await pieces(loadJson, { parts })
    expect(blocks.length).toBe(3)
    expect(blocks[1]).toMatch(/^table: \| 名称 \| 价格 \|\n\| 阀门 0 \| 0 \|\n/)
    expect(blocks[2]).toBe('table: | 名称 | 价格 |\n| 阀门 40 | 40 |')
  })

  test('has articles under their titles, with the text in its paragraphs', async () => {
    const articles = [
      { body: 'First.\n\nSecond.', id: 7, title: 'Leave' },
      { content: '员工每年有三十天年假。', 标题: '年假', tags: ['人事'] },
    ]
    expect(await pieces(loadJson, articles)).toEqual([
      'heading1: Leave',
      'paragraph: body:\nFirst.',
      'paragraph: Second.',
      'paragraph: id: 7',
      'heading1: 年假',
      'paragraph: content: 员工每年有三十天年假。',
      'heading2: tags',
      'list: - 人事',
    ])
  })

  test.each([
    ['{"a": 1,\n "b": }', 'line 2, column 7'],
    ['{"a": [1, 2', 'line 1, column 12: it ends too early'],
    ['', 'line 1, column 1'],
  ])('that is none is refused with the place: %j', async (source, place) => {
    await expect(load(loadJson, source)).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringContaining(`is not valid JSON at ${place}`),
    })
  })

  test('that is nested without end, or says nothing, is refused', async () => {
    await expect(load(loadJson, '['.repeat(100_000) + ']'.repeat(100_000))).rejects.toThrow('nested more than 64')
    await expect(load(loadJson, '{"a": null, "b": []}')).rejects.toThrow('holds no text')
  })
})

describe('a file of JSON lines', () => {
  test('has a block for each record, with questions before answers and paths as labels', async () => {
    const source =
      '{"answer":"三十天。","id":1,"question":"年假有几天？"}\r\n\r\n{"meta":{"by":"Anna","tags":["a","b"]},"text":"Hi"}\n["x"]\n'
    expect(await pieces(loadJsonLines, source)).toEqual([
      'paragraph: question: 年假有几天？\nanswer: 三十天。\nid: 1',
      'paragraph: text: Hi\nmeta.by: Anna\nmeta.tags: a, b',
      'paragraph: x',
    ])
  })

  test('keeps the good lines and tells the bad ones', async () => {
    const { blocks, warnings } = await load(loadJsonLines, '{"a":1}\n{"a":\n{"a":3}')
    expect(blocks.length).toBe(2)
    expect(warnings).toEqual([expect.stringContaining('line 2, column 6')])
    await expect(load(loadJsonLines, 'none\nof this')).rejects.toThrow('is not valid JSON at line 1, column 1')
  })
})
