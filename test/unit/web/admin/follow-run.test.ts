import { describe, expect, test } from '@jest/globals'
import { followRun, type RunEvent } from '../../../../src/web/admin/follow-run.ts'
import { routeOf, runAddress } from '../../../../src/web/admin/use-route.ts'
import type { Send } from '../../../../src/web/asking/ask-stream.ts'

const stay = new AbortController().signal

/** Replies with a stream of the given text, which stays open where `open` is set. */
function sender(text: string, open = false): Send {
  return (_path, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text))
        if (!open) controller.close()
        init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
    })
    return Promise.resolve(new Response(body))
  }
}

async function all(events: AsyncIterable<RunEvent>): Promise<readonly RunEvent[]> {
  const heard: RunEvent[] = []
  for await (const event of events) heard.push(event)
  return heard
}

const progress = 'event: progress\ndata: {"done":1,"chunks":2,"failed":0}\n\n'

describe('following a run', () => {
  test.each(['done', 'error'])('ends with the event %s', async (last) => {
    const file = 'event: file\ndata: {"path":"年假.md","outcome":"added","chunks":1}\n\n'
    const text = `${progress}: still here\n\n${file}event: unknown\ndata: {}\n\nevent: ${last}\ndata: {}\n\n`

    expect(await all(followRun(sender(text, true), 'a', stay))).toEqual([
      { type: 'progress', progress: { done: 1, chunks: 2, failed: 0 } },
      { type: 'file', result: { path: '年假.md', outcome: 'added', chunks: 1 } },
      { type: 'over' },
    ])
  })

  test('a stream that ends before the run is broken', async () => {
    await expect(all(followRun(sender(progress), 'a', stay))).rejects.toMatchObject({ code: 'broken-stream' })
  })

  test('a service that says nothing any more is noticed', async () => {
    await expect(all(followRun(sender(progress, true), 'a', stay, 20))).rejects.toMatchObject({ code: 'silent' })
  })

  test('a refusal is told as the service tells it', async () => {
    const send: Send = () =>
      Promise.resolve(
        new Response('{"code":"not-found","detail":"There is no run a."}', {
          status: 404,
          headers: { 'content-type': 'application/problem+json' },
        }),
      )
    await expect(all(followRun(send, 'a', stay))).rejects.toMatchObject({ code: 'not-found', status: 404 })
  })

  test('whoever leaves hears nothing more', async () => {
    const leaving = new AbortController()
    const events = followRun(sender(progress, true), 'a', leaving.signal)
    await events.next()
    leaving.abort(new Error('left'))

    await expect(events.next()).rejects.toThrow('left')
  })
})

test.each(['run-1', 'a/b?c#d', '年假'])('the address of the run %s leads to it', (id) => {
  expect(routeOf(runAddress(id))).toEqual({ page: 'run', id })
})

test.each(['', '#', '#/', '#/elsewhere'])('the address %j leads to all sources', (hash) => {
  expect(routeOf(hash)).toEqual({ page: 'overview' })
})
