import { describe, expect, test } from '@jest/globals'
import { joinNeighbours, neighboursOf } from '../../../../src/answering/retrieval/join-neighbours.ts'
import { passageOf } from '../../../support/passages.ts'

const sentence = 'Every employee has thirty days of annual leave in a year. '

/** A chunk of a document whose chunks are a hundred characters apart. */
function chunk(ordinal: number, headingPath: readonly string[] = ['Leave'], version = 'v1') {
  const text = sentence.repeat(3).trim()
  return passageOf(text, {
    chunkId: `${version}:${ordinal}`,
    version,
    headingPath,
    start: ordinal * 200,
    end: ordinal * 200 + text.length,
  })
}

const around = (...chunks: readonly ReturnType<typeof chunk>[]) => new Map(chunks.map((one) => [one.chunkId, one]))

describe('neighbours', () => {
  test('are the chunks before and after, of the same version', () => {
    expect(neighboursOf({ chunkId: 'v1:1' })).toEqual(['v1:0', 'v1:2', 'v1:3', 'v1:4'])
  })

  test('of the same section become one passage', () => {
    const [stretch, ...others] = joinNeighbours([chunk(2)], around(chunk(1), chunk(3)))

    expect(stretch).toMatchObject({ start: chunk(1).start, end: chunk(3).end, headingPath: ['Leave'] })
    expect(others).toEqual([])
  })

  test('of another section stay apart', () => {
    const [stretch] = joinNeighbours([chunk(2)], around(chunk(1, ['Travel']), chunk(3, ['Travel'])))

    expect(stretch).toMatchObject({ start: chunk(2).start, end: chunk(2).end })
  })

  test('in a section inside or around it are joined under the headings they share', () => {
    const found = chunk(2, ['Leave', 'Carrying over'])

    const [stretch] = joinNeighbours(
      [found],
      around(chunk(1, ['Leave']), chunk(3, ['Leave', 'Carrying over', 'Abroad'])),
    )

    expect(stretch).toMatchObject({ start: chunk(1).start, end: chunk(3).end, headingPath: ['Leave'] })
  })

  test('that are not known, because they may not be read, end the passage', () => {
    const [stretch] = joinNeighbours([chunk(2)], around(chunk(4)))

    expect(stretch?.end).toBe(chunk(2).end)
  })

  test('are joined only as long as the passage stays readable', () => {
    const long = Array.from({ length: 60 }, (_, ordinal) => chunk(ordinal))

    const [stretch] = joinNeighbours([chunk(30)], around(...long))

    const chunks = ((stretch?.end ?? 0) - (stretch?.start ?? 0)) / 200
    expect(chunks).toBeGreaterThan(3)
    expect(chunks).toBeLessThan(20)
  })

  test('that were found themselves are not shown twice', () => {
    const stretches = joinNeighbours(
      [chunk(2), chunk(3), chunk(8)],
      around(chunk(1), chunk(3), chunk(4), chunk(7), chunk(8)),
    )

    expect(stretches.map(({ start, end }) => [start, end])).toEqual([
      [chunk(1).start, chunk(4).end],
      [chunk(7).start, chunk(8).end],
    ])
  })
})
