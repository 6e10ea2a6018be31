import { describe, expect, test } from '@jest/globals'
import { readEventStream, type StreamEvent } from '../../../../src/web/asking/event-stream.ts'

function bodyOf(...chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      controller.close()
    },
  })
}

async function eventsOf(...chunks: readonly (string | Uint8Array)[]): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = []
  for await (const event of readEventStream(bodyOf(...chunks))) events.push(event)
  return events
}

describe('reading an event stream', () => {
  test('events arrive with their name and data', async () => {
    expect(await eventsOf('event: delta\ndata: {"text":"a"}\n\nevent: done\ndata: {}\n\n')).toEqual([
      { event: 'delta', data: '{"text":"a"}' },
      { event: 'done', data: '{}' },
    ])
  })

  test('it does not matter where the network cuts the bytes, not even inside a character', async () => {
    const bytes = new TextEncoder().encode('event: delta\r\ndata: 年假 🙂\r\n\r\nevent: done\r\ndata: 1\r\n\r\n')
    const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))

    expect(await eventsOf(...single)).toEqual([
      { event: 'delta', data: '年假 🙂' },
      { event: 'done', data: '1' },
    ])
  })

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('lines may end in %s', async (_name, end) => {
    expect(await eventsOf(`event: a${end}data: 1${end}${end}data: 2${end}${end}`)).toEqual([
      { event: 'a', data: '1' },
      { event: 'message', data: '2' },
    ])
  })

  test('several data lines are one text with line ends between them', async () => {
    expect(await eventsOf('data: one\ndata:\ndata: three\n\n')).toEqual([{ event: 'message', data: 'one\n\nthree' }])
  })

  test('only one space after the colon is taken away', async () => {
    expect(await eventsOf('data:  two\n\ndata:none\n\n')).toMatchObject([{ data: ' two' }, { data: 'none' }])
  })

  test('comments, unknown fields and events without data are skipped', async () => {
    expect(await eventsOf(': still here\n\nid: 7\nretry: 10\nevent: empty\n\ndata: x\n\n')).toEqual([
      { event: 'message', data: 'x' },
    ])
  })

  test('a byte order mark at the beginning is not part of the first field', async () => {
    expect(await eventsOf('\uFEFFdata: x\n\n')).toEqual([{ event: 'message', data: 'x' }])
  })

  test('an event that the stream ends in the middle of is not delivered', async () => {
    expect(await eventsOf('data: whole\n\ndata: half\n')).toEqual([{ event: 'message', data: 'whole' }])
  })

  test('comments count as a sign of life', async () => {
    let heard = 0
    for await (const _ of readEventStream(bodyOf(': one\n\n', ': two\n\n'), () => (heard += 1)));

    expect(heard).toBe(2)
  })

  test('leaving early closes the connection', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
      cancel: () => {
        cancelled = true
      },
    })
    for await (const event of readEventStream(body)) if (event.data === 'x') break

    expect(cancelled).toBe(true)
  })
})
