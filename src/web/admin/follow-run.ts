import type { FileResult } from '../../domain/ingest-report.ts'
import type { IngestProgress } from '../../domain/ingest-run.ts'
import type { Send } from '../asking/ask-stream.ts'
import { readEventStream } from '../asking/event-stream.ts'
import { problemOf, ServiceProblem } from '../asking/service-problem.ts'

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
export async function* followRun(
  send: Send,
  runId: string,
  signal: AbortSignal,
  silenceMs = defaultSilenceMs,
): AsyncGenerator<RunEvent, void, undefined> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      silence.abort(new ServiceProblem('silent', `nothing arrived for ${silenceMs} ms`))
    }, silenceMs)
  }

  try {
    heard()
    const response = await send(`jobs/${encodeURIComponent(runId)}`, {
      headers: { accept: 'text/event-stream' },
      signal: AbortSignal.any([signal, silence.signal]),
    })
    if (!response.ok) throw await problemOf(response)
    if (!response.body) throw new ServiceProblem('broken-stream', 'the reply has no body')
    for await (const { event, data } of readEventStream(response.body, heard)) {
      if (event === 'progress') yield { type: 'progress', progress: JSON.parse(data) as IngestProgress }
      if (event === 'file') yield { type: 'file', result: JSON.parse(data) as FileResult }
      if (event === 'done' || event === 'error') {
        yield { type: 'over' }
        return
      }
    }
    throw new ServiceProblem('broken-stream', 'the stream ended before the run')
  } catch (thrown) {
    if (signal.aborted) throw signal.reason
    if (silence.signal.aborted) throw silence.signal.reason
    if (thrown instanceof ServiceProblem) throw thrown
    throw new ServiceProblem('broken-stream', 'the stream could not be read to its end', { cause: thrown })
  } finally {
    clearTimeout(timer)
  }
}
