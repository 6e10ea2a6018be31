import { Presets, SingleBar } from 'cli-progress'
import type { IngestEvent, IngestReport } from '../domain/ingest-report.ts'

/** Shows an ingest as it goes: a bar on a terminal, a line now and then in a pipe. */
export interface IngestProgressView {
  show(event: IngestEvent): void
  /** Takes the bar off the screen, also when the ingest failed. */
  stop(): void
}

const linesInPipe = 10

export function createIngestProgress(output: NodeJS.WriteStream): IngestProgressView {
  return output.isTTY ? createBar(output) : createLines(output)
}

function createBar(output: NodeJS.WriteStream): IngestProgressView {
  const bar = new SingleBar(
    {
      stream: output,
      format:
        'Reading documents {bar} {value}/{total} files · {chunks} chunks · {failed} failed · {eta_formatted} left',
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
    },
    Presets.shades_grey,
  )
  let failed = 0
  return {
    show(event) {
      if (event.type === 'preparing') output.write(`${event.what}\n`)
      else if (event.type === 'found') bar.start(event.files, 0, { chunks: 0, failed: 0 })
      else if (event.type === 'file') {
        failed += event.result.outcome === 'failed' ? 1 : 0
        bar.update(event.done, { chunks: event.chunks, failed })
      } else bar.stop()
    },
    stop: () => bar.stop(),
  }
}

function createLines(output: NodeJS.WriteStream): IngestProgressView {
  return {
    show(event) {
      if (event.type === 'preparing') output.write(`${event.what}\n`)
      else if (event.type === 'found') output.write(`Reading ${event.files} files\n`)
      else if (event.type === 'file' && isDue(event.done, event.total)) {
        output.write(`${event.done} of ${event.total} files, ${event.chunks} chunks\n`)
      }
    },
    stop: () => undefined,
  }
}

function isDue(done: number, total: number): boolean {
  const step = Math.max(1, Math.ceil(total / linesInPipe))
  return done % step === 0 || done === total
}

/** What an ingest did, for a person. */
export function describeReport(report: IngestReport): string {
  const seconds = (report.milliseconds / 1000).toFixed(1)
  const lines = [
    `${report.files} files of ${report.source} in ${seconds} s: ${report.added} added, ${report.changed} changed, ` +
      `${report.relabelled} relabelled, ${report.unchanged} unchanged, ${report.failed} failed; ${report.removed} removed` +
      (report.skipped > 0 ? `; ${report.skipped} of other kinds skipped` : ''),
    `${report.chunksWritten} chunks written; the index holds ${report.documentsInIndex} documents in ${report.chunksInIndex} chunks`,
  ]
  for (const { path, reason, hint } of report.failures)
    lines.push(`  failed   ${path}: ${reason}${hint === undefined ? '' : ` ${hint}`}`)
  for (const { path, warning } of report.warnings) lines.push(`  warning  ${path}: ${warning}`)
  return lines.join('\n')
}
