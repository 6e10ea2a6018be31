import type { AnsweredChat } from './answered-chat.ts'
import type { Interruption } from './behaviours.ts'
import { completionId, secondsNow } from './completion-identity.ts'
import type { Exchange } from './exchange.ts'
import { type Usage, usageAfter } from './usage.ts'
import { renderVendorError, VendorError } from './vendor-error.ts'
import { VENDOR_FAILURES } from './vendor-failures.ts'

const DONE = 'data: [DONE]\n\n'

/** Sends the reply as server-sent `chat.completion.chunk` events: role, pieces, `finish_reason`, usage, `[DONE]`. */
export async function streamReply(answered: AnsweredChat, exchange: Exchange): Promise<void> {
  const { options, reply } = answered
  const chunks = chunkWriter(answered)
  exchange.open(200, 'text/event-stream; charset=utf-8', { 'cache-control': 'no-cache', ...options.headers })
  await exchange.wait(options.delayMs ?? 0)
  await exchange.write(chunks.role())

  const { interrupted, delayBetweenMs } = options
  const breaksAfter = Math.min(interrupted?.afterChunks ?? Infinity, reply.pieces.length)
  for (let sent = 0; sent <= reply.pieces.length; sent += 1) {
    if (sent > 1 && delayBetweenMs !== undefined) await exchange.wait(delayBetweenMs)
    if (sent > 0) await exchange.writeChunk(chunks.piece(sent))
    exchange.record.worked(chunks.usage(sent))
    if (interrupted !== undefined && sent === breaksAfter && !(await goesOnAfter(interrupted.by, exchange))) return
  }

  await exchange.write(chunks.finish() + chunks.finalUsage())
  await exchange.end(options.withoutDone === true ? '' : DONE)
}

/** Does what interrupts the stream; true when the rest follows all the same. */
async function goesOnAfter(by: Interruption['by'], exchange: Exchange): Promise<boolean> {
  switch (by) {
    case 'stall':
      return exchange.stall()
    case 'cut':
      return exchange.cut()
    case 'end':
      await exchange.end()
      return false
    case 'error-event': {
      const error = renderVendorError(new VendorError(500, VENDOR_FAILURES[500]), exchange.vendor)
      await exchange.end(event(error) + DONE)
      return false
    }
    case 'malformed-chunk':
      await exchange.write('data: {"id":"chatcmpl-1","object":"chat.completion.chu\n\n')
      return true
  }
}

function chunkWriter({ request, reply, options, promptTokens, usage: dialect }: AnsweredChat) {
  const head = { id: completionId(), object: 'chat.completion.chunk', created: secondsNow(), model: request.model }
  const asked = request.stream_options?.include_usage === true
  const usage = (sent: number): Usage => usageAfter(reply.pieces.slice(0, sent), reply, promptTokens, options)

  const chunk = (sent: number, delta: unknown, finishReason: string | null, last = false): string =>
    event({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...usageField(sent, last),
    })

  const usageField = (sent: number, last: boolean): { readonly usage?: Usage | null } => {
    switch (dialect) {
      case 'openai':
        return asked ? { usage: null } : {}
      case 'continuous':
        return { usage: usage(sent) }
      case 'last-choice':
        return { usage: last ? usage(sent) : null }
      case 'none':
        return {}
    }
  }

  const all = reply.pieces.length
  return {
    usage,
    role: (): string => chunk(0, { role: 'assistant', content: '' }, null),
    /** The piece with this number, counted from 1. */
    piece: (number: number): string => {
      const piece = reply.pieces[number - 1]
      return piece === undefined ? '' : chunk(number, { [piece.field]: piece.text }, null)
    },
    finish: (): string => chunk(all, {}, reply.finishReason, true),
    finalUsage: (): string =>
      dialect === 'continuous' || (dialect === 'openai' && asked)
        ? event({ ...head, choices: [], usage: usage(all) })
        : '',
  }
}

function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`
}
