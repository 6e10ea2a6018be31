import type { FileResult } from '../../domain/ingest/ingest-report.ts'
import type { IngestProgress } from '../../domain/ingest/ingest-run.ts'
import type { Send } from '../asking/ask-stream.ts'
import { followStream } from '../asking/follow-stream.ts'

/** What arrives while a run goes on. Exactly one `over` ends it, however it ended. */
export type RunEvent =
  | { readonly type: 'progress'; readonly progress: IngestProgress }
  | { readonly type: 'file'; readonly result: FileResult }
  | { readonly type: 'over' }

/** The service says at least every 15 seconds that it is still there. */
const defaultSilenceMs = 45_000

/**
 * Follows a run until it is over. Events that this code does not know are skipped.
 * @throws ServiceProblem when the service refuses, when the stream ends before the run
 *   (`broken-stream`), or when nothing arrives for too long (`silent`)
 * @throws the signal's reason once it is aborted
 */
export function followRun(
  send: Send,
  runId: string,
  signal: AbortSignal,
  silenceMs = defaultSilenceMs,
): AsyncGenerator<RunEvent, void, undefined> {
  const follow = (either: AbortSignal) =>
    send(`jobs/${encodeURIComponent(runId)}`, { headers: { accept: 'text/event-stream' }, signal: either })
  return followStream(follow, { read: runEventOf, isLast: ({ type }) => type === 'over' }, signal, silenceMs)
}

function runEventOf(event: string, data: string): RunEvent | undefined {
  switch (event) {
    case 'progress':
      return { type: 'progress', progress: JSON.parse(data) as IngestProgress }
    case 'file':
      return { type: 'file', result: JSON.parse(data) as FileResult }
    case 'done':
    case 'error':
      return { type: 'over' }
    default:
      return undefined
  }
}
