import { describe, expect, test } from '@jest/globals'
import { readQuestionnaire } from '../../../src/batch/read-questionnaire.ts'
import { writeResults } from '../../../src/batch/write-results.ts'
import type { BatchResult } from '../../../src/batch/batches.ts'
import { readWorkbook } from '../../../ingest/loaders/office/xlsx/read-workbook.ts'
import { writeWorkbook } from '../../../ingest/loaders/office/xlsx/write-workbook.ts'
import { csvRecords } from '../../../ingest/loaders/table/csv-records.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { answerWith } from '../../contract/settlements.ts'
import { encodeLegacy } from '../../support/files/legacy-encoding.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('a file of questions', () => {
  test('is a CSV file whose other columns are carried through', () => {
    const read = readQuestionnaire(bytesOf('No,Question,Owner\r\n1,"Who, exactly?",IT\r\n\r\n2,What?,\r\n'), 'q.csv')

    expect(read).toEqual({
      columns: ['No', 'Question', 'Owner'],
      questionColumn: 'Question',
      rows: [
        { question: 'Who, exactly?', columns: { No: '1', Owner: 'IT' } },
        { question: 'What?', columns: { No: '2', Owner: '' } },
      ],
    })
  })

  for (const [name, delimiter] of [
    ['semicolons', ';'],
    ['tabs', '\t'],
  ] as const) {
    test(`may have ${name} between its cells, and a byte order mark`, () => {
      const text = `\uFEFF编号;问题\n1;数据存在哪里？\n2;谁可以访问？\n`.replaceAll(';', delimiter)

      expect(readQuestionnaire(bytesOf(text), 'q.csv')).toMatchObject({
        questionColumn: '问题',
        rows: [{ question: '数据存在哪里？', columns: { 编号: '1' } }, { question: '谁可以访问？' }],
      })
    })
  }

  test('may be in GB18030', () => {
    const text = '序号,问题\n1,公司的年假制度是怎样的？\n2,报销需要哪些材料？\n'

    expect(readQuestionnaire(encodeLegacy(text, 'gb18030'), '问卷.csv').rows.map(({ question }) => question)).toEqual([
      '公司的年假制度是怎样的？',
      '报销需要哪些材料？',
    ])
  })

  test('loses no question to empty rows, however many there are', () => {
    const text = `question\n${'\n'.repeat(9000)}Who?\n${',\n'.repeat(9000)}What?\n`

    expect(readQuestionnaire(bytesOf(text), 'q.csv').rows.map(({ question }) => question)).toEqual(['Who?', 'What?'])
    expect(() => readQuestionnaire(bytesOf(`question\n${'Who?\n'.repeat(5001)}`), 'q.csv')).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    )
  })

  test('takes the first column where none is called question, and the first row where it is a question itself', () => {
    expect(readQuestionnaire(bytesOf('Requirement,Note\nEncryption at rest,a\n'), 'q.csv')).toMatchObject({
      questionColumn: 'Requirement',
      rows: [{ question: 'Encryption at rest', columns: { Note: 'a' } }],
    })
    expect(readQuestionnaire(bytesOf('Who may read it?\nWhat is kept?\n'), 'q.txt').rows).toHaveLength(2)
  })

  test('is a JSONL file of objects, or of texts', () => {
    const text = '{"id": 7, "question": "Who?"}\n\n"What?"\n{"问题": "x", "question": "When?", "tags": ["a"]}\n'

    expect(readQuestionnaire(bytesOf(text), 'q.jsonl')).toEqual({
      columns: ['id', 'question', '问题', 'tags'],
      questionColumn: 'question',
      rows: [
        { question: 'Who?', columns: { id: '7' } },
        { question: 'What?', columns: {} },
        { question: 'When?', columns: { 问题: 'x', tags: '["a"]' } },
      ],
    })
  })

  test('is an Excel workbook', () => {
    const sheet = { name: '问卷', header: ['编号', '问题'], rows: [[1, '数据保存多久？'] as const] }

    expect(readQuestionnaire(writeWorkbook(sheet), 'q.xlsx')).toEqual({
      columns: ['编号', '问题'],
      questionColumn: '问题',
      rows: [{ question: '数据保存多久？', columns: { 编号: '1' } }],
    })
  })

  test('[P10] is refused with the rows that are wrong', () => {
    const long = 'x'.repeat(4001)
    const wrong = bytesOf(`id,question\n1,Who?\n2,\n3,${long}\n`)

    expect(() => readQuestionnaire(wrong, 'q.csv')).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        problems: [
          'row 3 has no question in the column “question”',
          'row 4 has a question of 4001 characters, more than 4000',
        ],
      }),
    )
    expect(() => readQuestionnaire(bytesOf('{"question": "Who?"}\n{"question": \n'), 'q.jsonl')).toThrow(/line 2/)
    expect(() => readQuestionnaire(bytesOf('question\n'), 'q.csv')).toThrow(/holds no questions/)
    expect(() => readQuestionnaire(bytesOf('question\n"Who?\n'), 'q.csv')).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    )
    expect(() => readQuestionnaire(bytesOf('PK nothing'), 'q.xlsx')).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    )
  })
})

describe('the results of a batch', () => {
  const batch = { columns: ['No', 'Question', 'Answer'], questionColumn: 'Question' }
  const citation = {
    n: 1,
    documentId: 'd1',
    title: '员工手册',
    source: 'handbook.pdf',
    version: 'v1',
    page: 3,
    headingPath: [],
    quote: '年假三十天。',
    start: 0,
    end: 6,
    support: 'supported',
  } as const
  const answer = answerWith({
    id: 'a1',
    text: '=HYPERLINK("http://evil")，30 天 [1]。',
    citations: [citation],
    sentences: [
      { start: 0, end: 4, support: 'supported', citations: [1] },
      { start: 4, end: 8, support: 'weak', citations: [1] },
    ],
  })
  const usage = { ...answer.usage, costMicros: toMicros(1234) }
  const results: readonly BatchResult[] = [
    {
      question: {
        number: 1,
        question: '年假几天？',
        columns: { No: '@1', Answer: '' },
        state: 'answered',
        answerId: 'a1',
      },
      answer: { ...answer, usage },
    },
    {
      question: {
        number: 2,
        question: '-1+1?',
        columns: { No: '2', Answer: '' },
        state: 'failed',
        error: { code: 'model-unavailable', message: 'Nobody answers.' },
      },
    },
  ]
  const header = [
    'No',
    'Question',
    'answer',
    'status',
    'support',
    'citations',
    'route',
    'cost',
    'currency',
    'answer_id',
    'error',
  ]
  const cited = '[1] 员工手册, p. 3: “年假三十天。”'

  test('are a CSV file that no spreadsheet calculates', () => {
    const written = writeResults(batch, results, 'csv')

    expect([...written.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(csvRecords(written, 'a.csv')).toEqual([
      header,
      [
        "'@1",
        '年假几天？',
        `'${answer.text}`,
        'answered',
        'weak',
        cited,
        'on-prem vllm/qwen',
        '0.001234',
        'USD',
        'a1',
        '',
      ],
      ['2', "'-1+1?", '', 'failed', '', '', '', '', '', '', 'model-unavailable: Nobody answers.'],
    ])
  })

  test('are an Excel workbook that our own reader opens', () => {
    const { sheets } = readWorkbook({ bytes: writeResults(batch, results, 'xlsx'), path: 'a.xlsx' })
    const [named, first] = sheets[0]?.rows ?? []
    const textsOf = (row: typeof named) => [...(row?.cells.values() ?? [])].map(({ text }) => text)

    expect(textsOf(named)).toEqual(header)
    expect(textsOf(first)).toEqual([
      '@1',
      '年假几天？',
      answer.text,
      'answered',
      'weak',
      cited,
      'on-prem vllm/qwen',
      '0.001234',
      'USD',
      'a1',
    ])
    expect(first?.cells.get(2)?.isText).toBe(true)
  })

  test('are JSONL with quotes and pages', () => {
    const [first, second] = new TextDecoder()
      .decode(writeResults(batch, results, 'jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)

    expect(first).toMatchObject({
      number: 1,
      columns: { No: '@1' },
      status: 'answered',
      support: 'weak',
      citations: [{ n: 1, title: '员工手册', page: 3, quote: '年假三十天。', support: 'supported' }],
      route: { tier: 'on-prem', provider: 'vllm', model: 'qwen' },
      costMicros: 1234,
      currency: 'USD',
    })
    expect(second).toMatchObject({ status: 'failed', error: { code: 'model-unavailable' }, citations: [] })
  })

  test('leave a filled column of the file alone that is called as one of ours', () => {
    const [{ question }] = results as readonly [BatchResult]
    const filled = [{ question: { ...question, columns: { No: '1', Answer: 'See annex.' } }, answer }]
    const [names, row] = csvRecords(writeResults(batch, filled, 'csv'), 'a.csv')

    expect(names?.slice(0, 4)).toEqual(['No', 'Question', 'Answer', 'lorekeep_answer'])
    expect(row?.[2]).toBe('See annex.')
  })
})
