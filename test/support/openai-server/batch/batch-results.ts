import { randomUUID } from 'node:crypto'
import type { ChatBehaviour } from '../behaviours.ts'
import { reply as replyWith } from '../behaviours.ts'
import { countPromptTokens } from '../chat-messages.ts'
import { completionLimit } from '../chat-request.ts'
import { composeReply } from '../compose-reply.ts'
import type { RecordedRequest } from '../recorded-requests.ts'
import type { ServerProfile } from '../server-profile.ts'
import { type Usage, usageAfter } from '../usage.ts'
import { completion } from '../whole-reply.ts'
import type { BatchLine } from './batch-file.ts'

/** What becomes of a request of a batch. */
export type RequestFate = 'answered' | 'refused' | 'expired' | 'forgotten'

/** A line of a result file, and what it is billed for. */
export interface BatchResult {
  readonly file: 'output' | 'error'
  readonly line: string
  readonly usage?: Usage
}

/** Answers a request as the chat endpoint would, or fails it as batches fail requests. */
export function resultOf(
  { customId, request }: BatchLine,
  fate: Exclude<RequestFate, 'forgotten'>,
  behaviour: ChatBehaviour,
  recorded: RecordedRequest,
  profile: ServerProfile,
): BatchResult {
  const id = `batch_req_${randomUUID()}`
  if (fate === 'expired') {
    const error = {
      code: 'batch_expired',
      message: 'This request could not be executed before the completion window expired.',
    }
    return { file: 'error', line: JSON.stringify({ id, custom_id: customId, response: null, error }) }
  }
  if (fate === 'refused') {
    const error = { message: 'The server had an error.', type: 'server_error', param: null, code: null }
    const response = { status_code: 500, request_id: randomUUID(), body: { error } }
    return { file: 'error', line: JSON.stringify({ id, custom_id: customId, response, error: null }) }
  }
  const scripted = behaviour.kind === 'reply' ? behaviour : replyWith('This is the usual reply.')
  const text = typeof scripted.text === 'string' ? scripted.text : scripted.text(request, recorded)
  const promptTokens = countPromptTokens(request.messages, profile.templateTokens)
  const { options } = scripted
  const reply = composeReply(text, options, completionLimit(request) ?? Infinity)
  const body = completion({ request, reply, options, promptTokens, usage: options.usage ?? profile.usage })
  const response = { status_code: 200, request_id: randomUUID(), body }
  return {
    file: 'output',
    line: JSON.stringify({ id, custom_id: customId, response, error: null }),
    usage: usageAfter(reply.pieces, reply, promptTokens, options),
  }
}
