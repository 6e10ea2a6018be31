import { describe, expect, test } from '@jest/globals'
import type { Ask, AskRequest } from '../../../src/answering/ask-request.ts'
import type { RetrievedPassage } from '../../../src/answering/retrieval/retrieved-passage.ts'
import { administrator } from '../../../src/access/sign-in.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { createEvaluate, type EvaluateOptions } from '../../../src/evaluation/evaluate.ts'
import { answerWith } from '../../contract/settlements.ts'
import type { JudgeAnswer } from '../../../src/evaluation/judging/judge-answer.ts'
import { goldenWith, judgedWith, notJudgedWith } from '../../support/golden-results.ts'
import { passageOf } from '../../support/passages.ts'

const options: EvaluateOptions = {
  principal: administrator,
  retrievalOnly: false,
  usesCache: false,
  concurrency: 2,
}
const questions = (count: number) =>
  Array.from({ length: count }, (_, index) => goldenWith({ id: `q${index}`, question: `Question ${index}` }))

/** A search and an ask that note what they were asked, and answer in the time that a test lets them. */
function scripted(answer: (request: AskRequest, signal: AbortSignal) => Promise<void> = async () => undefined) {
  const asked: AskRequest[] = []
  const underWay = { now: 0, most: 0 }
  const ask: Ask = async (request, _principal, _emit, signal) => {
    asked.push(request)
    underWay.most = Math.max(underWay.most, ++underWay.now)
    try {
      await answer(request, signal)
    } finally {
      underWay.now--
    }
    return answerWith({ id: request.question })
  }
  let passages: readonly RetrievedPassage[] = []
  return {
    asked,
    underWay,
    find: (found: readonly RetrievedPassage[]) => (passages = found),
    evaluate: createEvaluate({ ask, retrieve: async () => passages, clock: () => 0 }),
  }
}

const run = ({ evaluate }: ReturnType<typeof scripted>, count: number, signal = new AbortController().signal) =>
  evaluate(questions(count), options, () => undefined, signal)

describe('an evaluation', () => {
  test('keeps the order of the questions, whichever is done first, and asks no more at once than allowed', async () => {
    const parts = scripted(async ({ question }) => {
      for (let turn = question === 'Question 0' ? 50 : 1; turn > 0; turn--) await Promise.resolve()
    })
    const results = await run(parts, 5)
    expect(results.map(({ golden, answer }) => [golden.id, answer?.id])).toEqual(
      Array.from({ length: 5 }, (_, index) => [`q${index}`, `Question ${index}`]),
    )
    expect(parts.underWay.most).toBe(2)
  })

  test('leaves no conversation behind and keeps off the cache, unless it is to be used', async () => {
    const parts = scripted()
    await run(parts, 1)
    await parts.evaluate(questions(1), { ...options, usesCache: true }, () => undefined, new AbortController().signal)
    expect(parts.asked).toEqual([
      { question: 'Question 0', isSingle: true, cache: 'bypass' },
      { question: 'Question 0', isSingle: true },
    ])
  })

  test('asks with or without compression, where that is said', async () => {
    const parts = scripted()
    const signal = new AbortController().signal
    await parts.evaluate(questions(1), { ...options, compression: 'off' }, () => undefined, signal)
    expect(parts.asked).toMatchObject([{ compression: 'off' }])
  })

  test('lets a judge grade each answer, and what failed as well', async () => {
    const parts = scripted(async ({ question }) => {
      if (question === 'Question 1') throw new LorekeepError('model-timeout', 'Too slow.')
    })
    const judge: JudgeAnswer = async (golden, { answer, failure }) =>
      failure === undefined ? judgedWith('correct') : notJudgedWith('not-answered', `${golden.id} ${answer?.id}`)
    const signal = new AbortController().signal
    const results = await parts.evaluate(questions(2), { ...options, judge }, () => undefined, signal)
    expect(results).toMatchObject([
      { answer: { id: 'Question 0' }, judgement: judgedWith('correct') },
      { failure: { code: 'model-timeout' }, judgement: notJudgedWith('not-answered', 'q1 undefined') },
    ])
  })

  test('notes an answer that could not be graded for an expected reason as not judged, and goes on', async () => {
    const judge: JudgeAnswer = async ({ id }) => {
      if (id === 'q0') throw new LorekeepError('source-unavailable', 'The database is busy.')
      return judgedWith('correct')
    }
    const signal = new AbortController().signal
    const results = await scripted().evaluate(questions(2), { ...options, judge }, () => undefined, signal)
    expect(results).toMatchObject([
      {
        answer: { id: 'Question 0' },
        judgement: { notJudged: 'failed', detail: 'source-unavailable: The database is busy.', costMicros: 0 },
      },
      { answer: { id: 'Question 1' }, judgement: judgedWith('correct') },
    ])
  })

  test('ends when it is interrupted while an answer is graded, and with a bug of the judge', async () => {
    const interrupted = new AbortController()
    const cancelled = new LorekeepError('cancelled', 'Interrupted.')
    const interrupting: JudgeAnswer = async () => {
      interrupted.abort(cancelled)
      throw cancelled
    }
    const interruptedRun = scripted().evaluate(
      questions(2),
      { ...options, judge: interrupting },
      () => undefined,
      interrupted.signal,
    )
    await expect(interruptedRun).rejects.toBe(cancelled)

    const faulty: JudgeAnswer = async () => {
      throw new TypeError('a bug')
    }
    const signal = new AbortController().signal
    const faultyRun = scripted().evaluate(questions(2), { ...options, judge: faulty }, () => undefined, signal)
    await expect(faultyRun).rejects.toThrow('a bug')
  })

  test('of the search alone asks nothing', async () => {
    const parts = scripted()
    const [result] = await parts.evaluate(
      questions(1),
      { ...options, retrievalOnly: true },
      () => undefined,
      new AbortController().signal,
    )
    expect(parts.asked).toEqual([])
    expect(result?.answer).toBeUndefined()
  })

  test('notes a question that failed for an expected reason, and goes on', async () => {
    const parts = scripted(async ({ question }) => {
      if (question === 'Question 1') throw new LorekeepError('model-timeout', 'Too slow.')
    })
    const results = await run(parts, 3)
    expect(results.map(({ failure }) => failure?.code)).toEqual([undefined, 'model-timeout', undefined])
  })

  test('ends with a bug, and asks nothing more', async () => {
    const parts = scripted(async ({ question }) => {
      if (question === 'Question 1') throw new TypeError('a bug')
    })
    await expect(run(parts, 50)).rejects.toThrow('a bug')
    expect(parts.asked.length).toBeLessThan(6)
    expect(parts.underWay.now).toBe(0)
  })

  test('ends when it is interrupted, after what is under way', async () => {
    const interrupted = new AbortController()
    const parts = scripted(async ({ question }, signal) => {
      if (question === 'Question 2') interrupted.abort(new LorekeepError('cancelled', 'Interrupted.'))
      signal.throwIfAborted()
    })
    await expect(run(parts, 50, interrupted.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(parts.asked.length).toBeLessThan(6)
    expect(parts.underWay.now).toBe(0)
  })

  test('tells how many questions are done', async () => {
    const told: number[] = []
    const { evaluate } = scripted()
    await evaluate(questions(3), options, (done) => told.push(done), new AbortController().signal)
    expect(told).toEqual([1, 2, 3])
  })

  test('knows a golden document by any of its paths, and a passage however its lines are broken', async () => {
    const parts = scripted()
    parts.find([
      passageOf('You get 27\n days.', { source: 'copy.md', alsoAt: ['leave.md'] }),
      passageOf('Nothing.', { source: 'other.md' }),
    ])
    const golden = goldenWith({ passage: '27 days' })
    const [result] = await parts.evaluate([golden], options, () => undefined, new AbortController().signal)
    expect(result?.found.map(({ documents, holdsPassage }) => [documents, holdsPassage])).toEqual([
      [['leave.md'], true],
      [[], false],
    ])
  })
})
