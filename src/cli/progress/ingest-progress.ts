import { Presets, SingleBar } from 'cli-progress'
import { type PaceSample, paceOf, withSample } from '../../domain/ingest/ingest-pace.ts'
import type { IngestEvent } from '../../domain/ingest/ingest-report.ts'
import type { Clock } from '../../ports/clock.ts'
import { durationText } from '../wording/duration.ts'

/** Shows an ingest as it goes: a bar on a terminal, a line now and then in a pipe. */
export interface IngestProgressView {
  show(event: IngestEvent): void
  /** Takes the bar off the screen, also when the ingest failed. */
  stop(): void
}

/** Where progress is written; a terminal says that it is one. */
export type ProgressOutput = Pick<NodeJS.WritableStream, 'write'> & { readonly isTTY?: boolean }

export function createIngestProgress(output: ProgressOutput, clock: Clock = Date.now): IngestProgressView {
  return output.isTTY === true ? createBar(output, clock) : createLines(output, clock)
}

/** Prints each event as a line of JSON, for programs that follow the ingest. The report is for the caller to print. */
export function createEventLines(output: ProgressOutput): IngestProgressView {
  return {
    show(event) {
      if (event.type !== 'finished') output.write(`${JSON.stringify(event)}\n`)
    },
    stop: () => undefined,
  }
}

function createBar(output: ProgressOutput, clock: Clock): IngestProgressView {
  let bar: SingleBar | undefined
  let label = ''
  const pace = createPace(clock)

  function stop(): void {
    bar?.stop()
    bar = undefined
    label = ''
  }
  function line(text: string): void {
    stop()
    output.write(`${text}\n`)
  }
  function draw(wanted: string, done: number, total: number, detail: string): void {
    if (bar === undefined || label !== wanted) {
      stop()
      label = wanted
      bar = new SingleBar(
        {
          stream: output as NodeJS.WritableStream,
          format: `${wanted} {bar} {value}/{total}{detail}`,
          hideCursor: true,
          clearOnComplete: true,
          barsize: 24,
          // Ctrl-C is the command's matter, which cancels the run and then stops the bar.
          gracefulExit: false,
        },
        Presets.shades_grey,
      )
      bar.start(total, done, { detail })
      return
    }
    bar.setTotal(total)
    bar.update(done, { detail })
  }

  return {
    show(event) {
      if (event.type === 'preparing') line(event.what)
      else if (event.type === 'fetching') {
        if (event.total !== undefined) draw('Fetching ', event.done, event.total, ` · ${event.what}`)
        else if (label !== event.what) {
          line(`Fetching ${event.what}`)
          label = event.what
        }
      } else if (event.type === 'found') {
        pace.begin(event.files)
        draw('Reading  ', 0, event.files, ' files')
      } else if (event.type === 'file') {
        const { done, total, chunks, failed } = event
        draw('Reading  ', done, total, [' files', ...details(chunks, failed, pace.after(event))].join(' · '))
      } else if (event.type === 'publishing') line(publishingText(event.documents))
      else stop()
    },
    stop,
  }
}

/** A line whenever another tenth is done, or when it has been quiet for long; each quiet time may be longer than the last. */
const shortestQuietMs = 10_000
const longestQuietMs = 5 * 60_000

function createLines(output: ProgressOutput, clock: Clock): IngestProgressView {
  const pace = createPace(clock)
  let quietMs = shortestQuietMs
  let saidAt = clock()
  let tenthsSaid = 0

  function say(text: string): void {
    output.write(`${text}\n`)
    saidAt = clock()
  }
  function isDue(done: number, total: number | undefined): boolean {
    const tenths = total === undefined ? 0 : Math.floor((done * 10) / Math.max(1, total))
    if (tenths > tenthsSaid) {
      tenthsSaid = tenths
      return true
    }
    if (clock() - saidAt < quietMs) return false
    quietMs = Math.min(quietMs * 2, longestQuietMs)
    return true
  }
  function startPhase(text: string): void {
    tenthsSaid = 0
    say(text)
  }

  let fetching = false
  return {
    show(event) {
      if (event.type === 'preparing') startPhase(event.what)
      else if (event.type === 'fetching') {
        const isFirst = !fetching
        fetching = true
        if (isFirst) startPhase(`Fetching ${event.what}`)
        else if (isDue(event.done, event.total)) say(`${event.done}${ofTotal(event.total)} fetched`)
      } else if (event.type === 'found') {
        fetching = false
        pace.begin(event.files)
        startPhase(`Reading ${event.files} files`)
      } else if (event.type === 'file') {
        const { done, total, chunks, failed } = event
        const speed = pace.after(event)
        if (isDue(done, total)) say([`${done} of ${total} files`, ...details(chunks, failed, speed)].join(', '))
      } else if (event.type === 'publishing') startPhase(publishingText(event.documents))
    },
    stop: () => undefined,
  }
}

function ofTotal(total: number | undefined): string {
  return total === undefined ? '' : ` of ${total}`
}

function publishingText(documents: number): string {
  return `Making ${documents} documents visible in one step`
}

type Pace = ReturnType<typeof paceOf>

function details(chunks: number, failed: number, { chunksPerSecond, millisecondsLeft }: Pace): readonly string[] {
  return [
    `${chunks} chunks`,
    ...(chunksPerSecond === undefined ? [] : [`${chunksPerSecond.toFixed(chunksPerSecond < 10 ? 1 : 0)} chunks/s`]),
    ...(millisecondsLeft === undefined || millisecondsLeft === 0 ? [] : [`${durationText(millisecondsLeft)} left`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ]
}

function createPace(clock: Clock) {
  let samples: readonly PaceSample[] = []
  return {
    begin(total: number): void {
      samples = [{ at: clock(), done: 0, total, chunks: 0 }]
    },
    after({ done, total, chunks }: Omit<PaceSample, 'at'>): Pace {
      samples = withSample(samples, { at: clock(), done, ...(total !== undefined && { total }), chunks })
      return paceOf(samples)
    },
  }
}
