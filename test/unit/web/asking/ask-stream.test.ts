import { describe, expect, test } from '@jest/globals'
import { askStream, type AskEvent, type Send } from '../../../../src/web/asking/ask-stream.ts'
import { ServiceProblem } from '../../../../src/web/asking/service-problem.ts'

const stay = new AbortController().signal

interface Sent {
  readonly path: string
  readonly init: RequestInit
}

/** Replies with a stream of the given text, which stays open where `open` is set. */
function sender(text: string, { open = false, sent = [] }: { open?: boolean; sent?: Sent[] } = {}): Send {
  return (path, init) => {
    sent.push({ path, init })
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text))
        if (!open) controller.close()
        init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
    })
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
  }
}

/** Replies with the given text and then loses the connection. */
function dying(text: string): Send {
  return () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
      pull: (controller) => controller.error(new TypeError('network error')),
    })
    return Promise.resolve(new Response(body))
  }
}

function refusing(status: number, body: string, type = 'application/problem+json'): Send {
  return () => Promise.resolve(new Response(body, { status, headers: { 'content-type': type } }))
}

async function collect(send: Send, signal = stay, silenceMs?: number): Promise<readonly AskEvent[]> {
  const events: AskEvent[] = []
  for await (const event of askStream(send, { question: 'Why?' }, signal, silenceMs)) events.push(event)
  return events
}

async function problemOf(send: Send, silenceMs?: number): Promise<ServiceProblem> {
  return collect(send, stay, silenceMs).then(
    () => {
      throw new Error('nothing failed')
    },
    (thrown: unknown) => {
      if (thrown instanceof ServiceProblem) return thrown
      throw thrown
    },
  )
}

const start = 'event: start\ndata: {"id":"a-1","conversationId":"c-1"}\n\n'
const delta = 'event: delta\ndata: {"text":"Because"}\n\n'
const done = 'event: done\ndata: {"id":"a-1","text":"Because."}\n\n'

describe('asking a question as a stream', () => {
  test('the events of an answer come in order, and unknown ones are skipped', async () => {
    const events = await collect(sender(`${start}event: weather\ndata: {}\n\n${delta}${done}`))

    expect(events.map(({ type }) => type)).toEqual(['start', 'delta', 'done'])
  })

  test('a follow-up names its conversation and asks for a stream', async () => {
    const sent: Sent[] = []
    const request = { question: 'And then?', conversationId: 'c-1' }
    for await (const _ of askStream(sender(done, { sent }), request, stay));

    expect(sent[0]?.path).toBe('ask')
    expect(JSON.parse(sent[0]?.init.body as string)).toEqual({ ...request, stream: true })
    expect(new Headers(sent[0]?.init.headers).get('accept')).toBe('text/event-stream')
  })

  test('an answer that stops without its end is broken, however complete it looks', async () => {
    expect(await problemOf(sender(start + delta))).toMatchObject({ code: 'broken-stream' })
  })

  test('a connection that dies half-way is a broken answer', async () => {
    expect(await problemOf(dying(start + delta))).toMatchObject({ code: 'broken-stream' })
  })

  test('an event that is no JSON is a broken answer', async () => {
    expect(await problemOf(sender('event: delta\ndata: {"te\n\n'))).toMatchObject({ code: 'broken-stream' })
  })

  test('what the service reports in the stream is the problem', async () => {
    const problem = { type: 'urn:x', title: 'Model timeout', status: 504, detail: 'No reply.', code: 'model-timeout' }
    const send = sender(`${start}event: error\ndata: ${JSON.stringify(problem)}\n\n`)

    expect(await problemOf(send)).toMatchObject({ code: 'model-timeout', status: 504, message: 'No reply.' })
  })

  test('a refusal before the stream keeps the code, the words and the hint of the service', async () => {
    const send = refusing(402, '{"code":"budget-exhausted","detail":"Spent.","hint":"Wait for May."}')

    expect(await problemOf(send)).toMatchObject({ code: 'budget-exhausted', message: 'Spent.', hint: 'Wait for May.' })
  })

  test.each([
    [401, 'unauthenticated'],
    [413, 'too-large'],
    [429, 'rate-limited'],
    [502, 'internal'],
  ])('a proxy in between that answers %i with a page of its own means %s', async (status, code) => {
    expect(await problemOf(refusing(status, '<h1>Sorry</h1>', 'text/html'))).toMatchObject({ code, status })
  })

  test('a service that says nothing for too long is given up', async () => {
    expect(await problemOf(sender(start, { open: true }), 20)).toMatchObject({ code: 'silent' })
  })

  test('stopping ends with the reason of the stop, not with a problem', async () => {
    const stop = new AbortController()
    const seen: AskEvent[] = []
    const reading = (async () => {
      for await (const event of askStream(sender(start, { open: true }), { question: 'Why?' }, stop.signal)) {
        seen.push(event)
        stop.abort('enough')
      }
    })()

    await expect(reading).rejects.toBe('enough')
    expect(seen).toHaveLength(1)
  })

  test('nothing after the end of the answer is read', async () => {
    expect(await collect(sender(done + delta, { open: true }))).toHaveLength(1)
  })
})
