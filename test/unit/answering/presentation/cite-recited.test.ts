import { describe, expect, test } from '@jest/globals'
import { citeRecited } from '../../../../src/answering/presentation/cite-recited.ts'
import type { PresentedAnswer } from '../../../../src/answering/presentation/presented-answer.ts'
import type { RetrievedPassage } from '../../../../src/answering/retrieval/retrieved-passage.ts'
import type { Citation } from '../../../../src/domain/answers/answer.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const travel =
  'Travel to customers is booked by the office in Basel at least ten days ahead, and paid with the company card.'
const travelInChinese = '出差须至少提前十天由巴塞尔办公室统一预订，并使用公司信用卡支付全部交通和住宿费用。'

const leave = passageOf('Everyone has 25 days of leave.')
const other = (text: string) =>
  passageOf(text, { chunkId: 'v2:0', documentId: 'travel', version: 'v2', start: 40, end: 40 + text.length })

function citationOf(passage: RetrievedPassage, n: number): Citation {
  const { documentId, title, source, version, headingPath, text, start } = passage
  return {
    n,
    documentId,
    title,
    source,
    version,
    headingPath,
    quote: text,
    start,
    end: start + text.length,
    support: 'supported',
  }
}

function answerOf(text: string, citations: readonly Citation[] = [citationOf(leave, 1)]): PresentedAnswer {
  const sentences = [...text.matchAll(/[^.。]+[.。](?: \[\d\])?/gu)].map(({ 0: found, index }) => {
    const lead = found.length - found.trimStart().length
    const marks = [...found.matchAll(/\[(\d)\]/g)].map(([, n]) => Number(n))
    return { start: index + lead, end: index + found.length, support: 'supported' as const, citations: marks }
  })
  return { text, citations, sentences, removed: 0 }
}

const shown = (answer: PresentedAnswer | undefined) =>
  answer?.sentences?.map(({ start, end, citations }) => [answer.text.slice(start, end), citations])

describe('a passage that an answer repeats without a mark', () => {
  test.each([
    ['en', travel],
    ['zh', travelInChinese],
  ])('is cited behind the sentence, with the very words: %s', (_, rule) => {
    const passage = other(`Before that. ${rule}`)
    const answer = answerOf(`Leave is 25 days. [1] ${rule} Ask them.`)

    const cited = citeRecited(answer, { passages: [leave, passage], withheld: [] }, plainAnalyzer)

    expect(cited?.text).toBe(`Leave is 25 days. [1] ${rule} [2] Ask them.`)
    expect(shown(cited)).toEqual([
      ['Leave is 25 days. [1]', [1]],
      [`${rule} [2]`, [2]],
      ['Ask them.', []],
    ])
    const quote = cited?.citations[1]
    expect(quote).toMatchObject({ n: 2, documentId: 'travel', quote: rule.slice(0, -1) })
    expect(passage.text.slice((quote?.start ?? 0) - passage.start, (quote?.end ?? 0) - passage.start)).toBe(
      quote?.quote,
    )
    expect(cited?.recited).toMatchObject([{ treatment: 'cited' }])
  })

  test('is cited beside what is cited for the sentence already', () => {
    const answer = answerOf(`${travel} [1]`)
    const cited = citeRecited(answer, { passages: [leave, other(travel)], withheld: [] }, plainAnalyzer)
    expect(cited?.text).toBe(`${travel} [1] [2]`)
  })

  test('is left alone where a cited one says the same, or a few words are alike', () => {
    const cited = passageOf(`The handbook: ${travel}`)
    const answer = answerOf(`${travel} [1]`, [citationOf(cited, 1)])
    expect(citeRecited(answer, { passages: [cited, other(travel)], withheld: [] }, plainAnalyzer)).toBe(answer)

    const short = answerOf('It is booked by the office in Basel. [1]')
    expect(citeRecited(short, { passages: [leave, other(travel)], withheld: [] }, plainAnalyzer)).toBe(short)
  })

  test('that two documents hold is cited once', () => {
    const twin = passageOf(travel, { chunkId: 'v3:0', documentId: 'twin', version: 'v3' })
    const cited = citeRecited(answerOf(travel, []), { passages: [other(travel), twin], withheld: [] }, plainAnalyzer)
    expect(cited?.citations.map(({ documentId }) => documentId)).toEqual(['travel'])
  })

  test('is cited behind a block of code, not in it', () => {
    const cited = citeRecited(
      { text: `\`\`\`\n${travel}\n\`\`\`\nDone.`, citations: [] },
      { passages: [other(travel)], withheld: [] },
      plainAnalyzer,
    )
    expect(cited?.text).toBe(`\`\`\`\n${travel}\n\`\`\`\n[1]\nDone.`)
  })
})

describe('a withheld passage that an answer repeats', () => {
  test.each([
    ['en', travel],
    ['zh', travelInChinese],
  ])('is left out of it, with citations that stand nowhere else: %s', (_, rule) => {
    const pay = passageOf('Pay is monthly.', { chunkId: 'v4:0', documentId: 'pay', version: 'v4' })
    const answer = answerOf(`Leave is 25 days. [1] ${rule} [2] Ask them.`, [citationOf(leave, 1), citationOf(pay, 2)])

    const left = citeRecited(answer, { passages: [leave, pay], withheld: [other(rule)] }, plainAnalyzer)

    expect(left?.text).toBe('Leave is 25 days. [1] Ask them.')
    expect(shown(left)).toEqual([
      ['Leave is 25 days. [1]', [1]],
      ['Ask them.', []],
    ])
    expect(left?.citations.map(({ n }) => n)).toEqual([1])
    expect(left).toMatchObject({ removed: 1, recited: [{ treatment: 'left-out' }] })
  })

  test('stays where a passage that may be shown says the same', () => {
    const answer = answerOf(`${travel} [1]`, [citationOf(other(travel), 1)])
    expect(citeRecited(answer, { passages: [other(travel)], withheld: [passageOf(travel)] }, plainAnalyzer)).toBe(
      answer,
    )
  })

  test('leaves no answer where it was all of it', () => {
    expect(citeRecited(answerOf(travel, []), { passages: [leave], withheld: [other(travel)] }, plainAnalyzer)).toBe(
      undefined,
    )
  })
})
