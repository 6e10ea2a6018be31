import { describe, expect, test } from '@jest/globals'
import { createTurns } from '../../../../../src/adapters/sql/sqlite/take-turns.ts'

/** Keeps the process busy for about a millisecond. */
function work(): void {
  const until = performance.now() + 1
  while (performance.now() < until);
}

async function othersDuring(pieces: number, longestMs: number): Promise<number> {
  const takeTurns = createTurns(longestMs)
  let others = 0
  let isOver = false
  const other = () => {
    others += 1
    if (!isOver) setImmediate(other)
  }
  setImmediate(other)
  for (let piece = 0; piece < pieces; piece += 1) {
    await takeTurns()
    work()
  }
  isOver = true
  return others
}

describe('synchronous work in pieces', () => {
  test('lets others have a turn when it has gone on for long', async () => {
    expect(await othersDuring(20, 2)).toBeGreaterThan(0)
  })

  test('goes on without a pause when it is short', async () => {
    expect(await othersDuring(20, 60_000)).toBe(0)
  })
})
