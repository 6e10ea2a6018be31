import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import type { FileResult, IngestEvent, IngestReport } from '../../../src/domain/ingest/ingest-report.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { Ingest, IngestRequest } from '../../../ingest/ingest.ts'

/** One call of a scripted ingest, which does what the test says. */
export interface IngestCall {
  readonly request: IngestRequest
  readonly signal: AbortSignal
  say(event: IngestEvent): void
  succeed(report: IngestReport): void
  fail(error: unknown): void
}

/** An ingest that waits for its test, and ends by itself only when it is aborted. */
export function createScriptedIngest(): { readonly ingest: Ingest; readonly next: () => Promise<IngestCall> } {
  const calls: IngestCall[] = []
  const waiting: ((call: IngestCall) => void)[] = []
  return {
    ingest: (request, onEvent, signal) =>
      new Promise((resolve, reject) => {
        const call = { request, signal, say: onEvent, succeed: resolve, fail: reject }
        signal.addEventListener('abort', () => reject(signal.reason))
        const taker = waiting.shift()
        if (taker === undefined) calls.push(call)
        else taker(call)
      }),
    next: () => {
      const call = calls.shift()
      return call === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(call)
    },
  }
}

export function sourceNamed(name: string, root = `/srv/${name}`): Source {
  return {
    name,
    root,
    origin: { kind: 'folder' },
    accessLabel: accessLabelOf(['everyone']),
    classification: 'internal',
    include: [],
    exclude: [],
  }
}

export function fileEvent(result: Partial<FileResult> & { path: string }, done: number, total: number): IngestEvent {
  return {
    type: 'file',
    done,
    total,
    chunks: done * 3,
    failed: result.outcome === 'failed' ? 1 : 0,
    result: { outcome: 'added', chunks: 3, ...result },
  }
}

export function reportWith(over: Partial<IngestReport> = {}): IngestReport {
  return {
    source: 'handbook',
    files: 2,
    added: 2,
    changed: 0,
    relabelled: 0,
    unchanged: 0,
    duplicate: 0,
    failed: 0,
    removed: 0,
    skipped: 0,
    chunksWritten: 6,
    chunksReused: 0,
    documentsInIndex: 2,
    chunksInIndex: 6,
    failures: [],
    warnings: [],
    milliseconds: 1500,
    ...over,
  }
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
