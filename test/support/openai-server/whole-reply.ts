import type { AnsweredChat } from './answered-chat.ts'
import { type ComposedReply, textIn } from './compose-reply.ts'
import { completionId, secondsNow } from './completion-identity.ts'
import type { Exchange } from './exchange.ts'
import { usageAfter } from './usage.ts'
import { VendorError } from './vendor-error.ts'
import { VENDOR_FAILURES } from './vendor-failures.ts'

/** Sends the reply as one `chat.completion` object. */
export async function wholeReply(answered: AnsweredChat, exchange: Exchange): Promise<void> {
  const { options } = answered
  await exchange.wait(options.delayMs ?? 0)
  const body = JSON.stringify(completion(answered))
  exchange.record.worked(usageAfter(answered.reply.pieces, answered.reply, answered.promptTokens, options))
  if (options.interrupted === undefined) return exchange.send(200, 'application/json', body, options.headers)
  if (options.interrupted.by === 'error-event') throw new VendorError(500, VENDOR_FAILURES[500])

  exchange.open(200, 'application/json', options.headers)
  await exchange.write(body.slice(0, body.length / 2))
  if (options.interrupted.by === 'stall') return exchange.stall()
  if (options.interrupted.by === 'cut') return exchange.cut()
  await exchange.end()
}

/** The reply as a `chat.completion` object. */
export function completion(answered: AnsweredChat): unknown {
  const { reply, request, usage } = answered
  return {
    id: completionId(),
    object: 'chat.completion',
    created: secondsNow(),
    model: request.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: textIn('content', reply.pieces), refusal: null, ...thoughts(reply) },
        logprobs: null,
        finish_reason: reply.finishReason,
      },
    ],
    ...(usage !== 'none' && { usage: usageAfter(reply.pieces, reply, answered.promptTokens, answered.options) }),
  }
}

function thoughts(reply: ComposedReply): Readonly<Record<string, string>> {
  const fields = new Set(reply.pieces.map((piece) => piece.field))
  fields.delete('content')
  return Object.fromEntries([...fields].map((field) => [field, textIn(field, reply.pieces)]))
}
