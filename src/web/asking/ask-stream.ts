import type { Answer, Citation } from '../../domain/answers/answer.ts'
import type { Route } from '../../domain/routing/route.ts'
import { followStream } from './follow-stream.ts'
import { problemFrom, type ProblemDocument } from './service-problem.ts'

/**
 * Sends a request to a path below `/api/v1/`, with whatever proves who is asking. Resolves with any
 * reply, whatever its status. Rejects with a `ServiceProblem`, or with the signal's reason once aborted.
 */
export type Send = (path: string, init: RequestInit) => Promise<Response>

export interface AskRequest {
  readonly question: string
  /** Continues a conversation; without it a new one begins. */
  readonly conversationId?: string
}

/** What arrives while an answer is made, in order. Exactly one `done` ends it. */
export type AskEvent =
  | { readonly type: 'start'; readonly id: string; readonly conversationId: string; readonly route?: Route }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'done'; readonly answer: Answer }

const defaultSilenceMs = 120_000

/**
 * Asks a question and yields the answer as it is made. Events that this code does not know are skipped.
 *
 * @param silenceMs how long the service may say nothing at all, in milliseconds
 * @throws ServiceProblem when the service refuses or reports an error, when the stream ends without
 *   `done` (`broken-stream`), or when nothing arrives for too long (`silent`)
 * @throws the signal's reason once it is aborted
 */
export function askStream(
  send: Send,
  request: AskRequest,
  signal: AbortSignal,
  silenceMs = defaultSilenceMs,
): AsyncGenerator<AskEvent, void, undefined> {
  const ask = (either: AbortSignal) =>
    send('ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept': 'text/event-stream' },
      body: JSON.stringify({ ...request, stream: true }),
      signal: either,
    })
  return followStream(ask, { read: askEventOf, isLast: ({ type }) => type === 'done' }, signal, silenceMs)
}

function askEventOf(event: string, data: string): AskEvent | undefined {
  switch (event) {
    case 'start': {
      const start = JSON.parse(data) as { id: string; conversationId: string; route?: Route }
      return { type: 'start', ...start }
    }
    case 'delta': {
      const delta = JSON.parse(data) as { text: string }
      return { type: 'delta', text: delta.text }
    }
    case 'citation':
      return { type: 'citation', citation: JSON.parse(data) as Citation }
    case 'done':
      return { type: 'done', answer: JSON.parse(data) as Answer }
    case 'error': {
      throw problemFrom(JSON.parse(data) as ProblemDocument)
    }
    default:
      return undefined
  }
}
