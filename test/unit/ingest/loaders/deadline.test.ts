import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { startDeadline } from '../../../../ingest/loaders/parsing/deadline.ts'

describe('the time that a file may take', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  function start() {
    const late: unknown[] = []
    return { late, deadline: startDeadline(1000, (...said) => late.push(said)) }
  }

  test('is up when nothing is heard of it', () => {
    const { late } = start()
    jest.advanceTimersByTime(1000)

    expect(late).toEqual([['whole', 1000]])
  })

  test('begins anew with every sign of progress', () => {
    const { late, deadline } = start()
    for (let page = 0; page < 20; page++) {
      jest.advanceTimersByTime(900)
      deadline.progress()
    }
    const whileItGetsOn = late.length
    jest.advanceTimersByTime(1000)

    expect(whileItGetsOn).toBe(0)
    expect(late).toEqual([['since-progress', 1000]])
  })

  test('[P8] is up in the end for a file that gets on for ever', () => {
    const { late, deadline } = start()
    for (let page = 0; page < 100 && late.length === 0; page++) {
      jest.advanceTimersByTime(900)
      deadline.progress()
    }

    expect(late).toEqual([['total', 60_000]])
  })

  test('does not go on while the file waits for others', () => {
    const { late, deadline } = start()
    jest.advanceTimersByTime(900)
    deadline.pause()
    jest.advanceTimersByTime(100_000)
    const whileWaiting = late.length
    deadline.resume()
    jest.advanceTimersByTime(900)
    const after = late.length
    jest.advanceTimersByTime(100)

    expect([whileWaiting, after]).toEqual([0, 0])
    expect(late).toEqual([['whole', 1000]])
  })

  test('[P8] in all is not begun anew by waiting', () => {
    const { late, deadline } = start()
    for (let page = 0; page < 100 && late.length === 0; page++) {
      jest.advanceTimersByTime(900)
      deadline.pause()
      deadline.resume()
      if (page === 0) deadline.progress()
    }

    expect(late).toEqual([['total', 60_000]])
  })

  test('is of no more matter once the file was read', () => {
    const { late, deadline } = start()
    deadline.clear()
    jest.advanceTimersByTime(100_000)

    expect(late).toEqual([])
  })
})
