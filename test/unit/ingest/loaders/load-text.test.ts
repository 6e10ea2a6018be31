import { describe, expect, test } from '@jest/globals'
import { loadText } from '../../../../ingest/loaders/text/load-text.ts'

async function pieces(source: string): Promise<readonly string[]> {
  const { text, blocks } = await loadText({ bytes: new TextEncoder().encode(source), path: 'rules.txt' })
  return blocks.map(({ kind, level = '', start, end }) => `${kind}${level}: ${text.slice(start, end)}`)
}

async function titleOf(source: string): Promise<string | undefined> {
  return (await loadText({ bytes: new TextEncoder().encode(source), path: 'a.txt' })).title
}

describe('a plain text', () => {
  test('is cut into paragraphs at blank lines, whatever the line ends', async () => {
    expect(await pieces('one\r\ntwo\r\n \r\nthree\rfour\r\rfive')).toEqual([
      'paragraph: one\r\ntwo',
      'paragraph: three\rfour',
      'paragraph: five',
    ])
  })

  test('has underlined headings, in the order of rank that the rules imply', async () => {
    expect(await pieces('Guide\n=====\n\nIntro.\n\nFirst steps\n-----------\nText.\n')).toEqual([
      'heading1: Guide\n=====',
      'paragraph: Intro.',
      'heading2: First steps\n-----------',
      'paragraph: Text.',
    ])
  })

  test('has numbered titles that stand alone as headings, but not numbered sentences', async () => {
    expect(await pieces('1. Scope\n\nText.\n\n1.2 Exceptions\n\n1. Do this first.\n2. Then that.\n')).toEqual([
      'heading1: 1. Scope',
      'paragraph: Text.',
      'heading2: 1.2 Exceptions',
      'list: 1. Do this first.\n2. Then that.',
    ])
  })

  test('has Chinese chapters and numbered titles as headings, but not articles that go on', async () => {
    const source =
      '第一章　总则\n第一条 为了规范考勤，制定本办法。\n\n一、适用范围\n\n全体员工。\n\n二、申请人应当提交：\n'
    expect(await pieces(source)).toEqual([
      'heading1: 第一章　总则',
      'paragraph: 第一条 为了规范考勤，制定本办法。',
      'heading2: 一、适用范围',
      'paragraph: 全体员工。',
      'paragraph: 二、申请人应当提交：',
    ])
  })

  test('takes its title from a first line that stands alone', async () => {
    expect(await titleOf('采购审批权限\n\n自2026年起施行。')).toBe('采购审批权限')
    expect(await titleOf('This is a sentence.\n\nAnd another.')).toBeUndefined()
  })
})
