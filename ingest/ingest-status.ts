import type { IngestEvent } from '../src/domain/ingest-report.ts'

/** How far the ingest of this process has come. */
export interface IngestProgress {
  readonly running: boolean
  readonly done: number
  readonly total: number
}

/** Remembers the last ingest event, for pages that ask. */
export interface IngestStatus {
  note(event: IngestEvent): void
  current(): IngestProgress
}

export function createIngestStatus(): IngestStatus {
  let progress: IngestProgress = { running: false, done: 0, total: 0 }
  return {
    note(event) {
      if (event.type === 'found') progress = { running: true, done: 0, total: event.files }
      else if (event.type === 'file') progress = { running: true, done: event.done, total: event.total }
      else if (event.type === 'finished')
        progress = { running: false, done: event.report.files, total: event.report.files }
    },
    current: () => progress,
  }
}
