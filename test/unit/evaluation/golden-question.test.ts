import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LorekeepError } from '../../../src/domain/errors.ts'
import { readGoldenQuestions } from '../../../src/evaluation/golden-question.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const read = (...lines: readonly object[]) =>
  readGoldenQuestions(lines.map((line) => JSON.stringify(line)).join('\n'), 'golden.jsonl')

function refusalOf(text: string): LorekeepError {
  try {
    readGoldenQuestions(text, 'golden.jsonl')
  } catch (error) {
    return error as LorekeepError
  }
  throw new Error('The file was taken.')
}

describe('golden questions', () => {
  test('of the sample documents can be used', () => {
    const file = join(repositoryRoot, 'data/golden-questions.jsonl')
    const questions = readGoldenQuestions(readFileSync(file, 'utf8'), file)
    expect(questions.length).toBeGreaterThanOrEqual(93)
    expect(new Set(questions.map(({ language }) => language))).toEqual(new Set(['en', 'zh']))
  })

  test('are expected to be answered when documents or an answer are named', () => {
    const [a, b] = read({ question: '年假几天？', documents: ['leave.md'] }, { question: 'And?', answer: 'Yes.' })
    expect([a?.status, a?.language, b?.status, b?.documents]).toEqual(['answered', 'zh', 'answered', []])
  })

  test('are the same question whatever their case and spaces', () => {
    const [a] = read({ question: 'How many days?', documents: ['a'] })
    const [b] = read({ question: 'how  many DAYS? ', documents: ['b'] })
    expect(a?.id).toBe(b?.id)
  })

  test('may have blank lines and Windows line ends between them', () => {
    const text = '\uFEFF{"question":"a","documents":["x"]}\r\n\r\n{"question":"b","status":"abstained"}\r\n'
    expect(readGoldenQuestions(text, 'golden.jsonl')).toHaveLength(2)
  })

  test('that cannot be used are all named with their lines [P10]', () => {
    const error = refusalOf(
      [
        '{"question":"good","documents":["x"]}',
        'not json',
        '{"question":"typo","document":["x"]}',
        '{"question":" ","documents":["x"]}',
        '{"question":"Good","documents":["y"]}',
        '{"question":"what is right?"}',
      ].join('\n'),
    )
    expect(error).toMatchObject({ code: 'bad-arguments', hint: expect.stringContaining('Nothing was asked') })
    expect(error.problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
      'line 2:',
      'line 3:',
      'line 4:',
      'line 5:',
      'line 6:',
    ])
    expect(error.message).toMatch(/line 3: .*"document"/)
    expect(error.message).toContain('line 5: asks the same as line 1')
  })

  test('that are none are refused', () => {
    expect(refusalOf('\n').message).toContain('holds no question')
  })

  test('cannot both have no answer and name documents', () => {
    const error = refusalOf('{"question":"a","documents":["x"],"status":"abstained"}')
    expect(error.message).toContain('names documents for a question that has no answer')
  })
})
