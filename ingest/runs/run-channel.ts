import type { FileResult } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestProgress, IngestRun } from '../../src/domain/ingest/ingest-run.ts'

/** What somebody who watches a run hears. */
export type RunNews =
  | { readonly type: 'progress'; readonly progress: IngestProgress }
  /** A file that became something other than unchanged. */
  | { readonly type: 'file'; readonly result: FileResult }
  /** The last news of a run. */
  | { readonly type: 'over'; readonly run: IngestRun }

/** Carries the news of one run to any number of readers of this process. */
export interface RunChannel {
  publish(news: RunNews): void
  /**
   * From the latest progress on, until the run is over or the signal aborts. A reader that is slow
   * gets the latest progress only, and misses files beyond a few hundred, but never the end.
   */
  read(signal: AbortSignal): AsyncGenerator<RunNews, void, undefined>
}

interface Reader {
  progress: IngestProgress | undefined
  over: IngestRun | undefined
  readonly files: FileResult[]
  wake: () => void
}

const filesWaiting = 500

export function createRunChannel(): RunChannel {
  const readers = new Set<Reader>()
  let progress: IngestProgress | undefined
  let over: IngestRun | undefined

  return {
    publish(news) {
      if (news.type === 'progress') progress = news.progress
      if (news.type === 'over') over = news.run
      for (const reader of readers) {
        if (news.type === 'progress') reader.progress = news.progress
        else if (news.type === 'over') reader.over = news.run
        else if (reader.files.length < filesWaiting) reader.files.push(news.result)
        reader.wake()
      }
    },

    async *read(signal) {
      const reader: Reader = { progress, over, files: [], wake: () => undefined }
      const wake = () => reader.wake()
      readers.add(reader)
      signal.addEventListener('abort', wake)
      try {
        while (!signal.aborted) {
          const news = take(reader)
          if (news === undefined) {
            await new Promise<void>((resolve) => {
              reader.wake = resolve
            })
          } else {
            yield news
            if (news.type === 'over') return
          }
        }
      } finally {
        signal.removeEventListener('abort', wake)
        readers.delete(reader)
      }
    },
  }
}

function take(reader: Reader): RunNews | undefined {
  const result = reader.files.shift()
  if (result !== undefined) return { type: 'file', result }
  const { progress, over } = reader
  if (progress !== undefined) {
    reader.progress = undefined
    return { type: 'progress', progress }
  }
  return over && { type: 'over', run: over }
}
