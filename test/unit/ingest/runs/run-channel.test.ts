import { describe, expect, test } from '@jest/globals'
import type { IngestRun } from '../../../../src/domain/ingest/ingest-run.ts'
import { createRunChannel, type RunNews } from '../../../../ingest/runs/run-channel.ts'

const over: RunNews = { type: 'over', run: { id: 'a', status: 'succeeded' } as IngestRun }
const progressOf = (done: number): RunNews => ({ type: 'progress', progress: { done, chunks: 0, failed: 0 } })
const fileAt = (path: string): RunNews => ({ type: 'file', result: { path, outcome: 'added', chunks: 1 } })
const never = new AbortController().signal

async function all(news: AsyncIterable<RunNews>): Promise<readonly RunNews[]> {
  const heard: RunNews[] = []
  for await (const one of news) heard.push(one)
  return heard
}

describe('a reader of a run’s news', () => {
  test('who is slow gets the latest progress only, and always the end', async () => {
    const channel = createRunChannel()
    channel.publish(progressOf(1))
    const reader = channel.read(never)
    const first = await reader.next()
    for (let done = 2; done < 100_000; done += 1) channel.publish(progressOf(done))
    channel.publish(over)

    expect(first.value).toEqual(progressOf(1))
    expect(await all(reader)).toEqual([progressOf(99_999), over])
  })

  test('who is slow misses files beyond a few hundred', async () => {
    const channel = createRunChannel()
    channel.publish(progressOf(0))
    const reader = channel.read(never)
    await reader.next()
    for (let number = 0; number < 10_000; number += 1) channel.publish(fileAt(`${number}.md`))
    channel.publish(over)

    const heard = await all(reader)
    expect(heard.length).toBeLessThan(1000)
    expect(heard[0]).toEqual(fileAt('0.md'))
    expect(heard.at(-1)).toEqual(over)
  })

  test('who comes late begins with how far it is', async () => {
    const channel = createRunChannel()
    channel.publish(progressOf(7))
    channel.publish(over)

    expect(await all(channel.read(never))).toEqual([progressOf(7), over])
  })

  test('does not keep another one waiting', async () => {
    const channel = createRunChannel()
    const idle = channel.read(never)
    channel.publish(progressOf(1))
    await idle.next()
    const quick = all(channel.read(never))
    channel.publish(over)

    expect((await quick).at(-1)).toEqual(over)
  })
})
