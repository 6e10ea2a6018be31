import type { IngestProgress } from './ingest-run.ts'

/** How far a run was at a point in time, in ms since the epoch. */
export interface PaceSample extends Pick<IngestProgress, 'done' | 'total' | 'chunks'> {
  readonly at: number
}

/** How fast a run goes on. What cannot be said yet is missing. */
export interface IngestPace {
  readonly chunksPerSecond?: number
  readonly millisecondsLeft?: number
}

/** What lies further back says little: unchanged files pass faster than any others. */
const windowMs = 30_000
const leastMs = 1000
/** Events come in bursts; a sample closer to the one before it takes the place of that. */
const apartMs = 250

/** The samples that the pace is measured over, with one more. A run that begins to count anew begins anew. */
export function withSample(samples: readonly PaceSample[], sample: PaceSample): readonly PaceSample[] {
  const last = samples.at(-1)
  if (last !== undefined && (sample.done < last.done || sample.chunks < last.chunks)) return [sample]
  const earlier = samples.length > 1 && sample.at - (samples.at(-2)?.at ?? 0) < apartMs ? samples.slice(0, -1) : samples
  // The newest sample before the window stays, so that the window is measured whole.
  const from = earlier.findLastIndex(({ at }) => at <= sample.at - windowMs)
  return [...earlier.slice(Math.max(0, from)), sample]
}

/** The pace over the samples. */
export function paceOf(samples: readonly PaceSample[]): IngestPace {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < leastMs) return {}
  const milliseconds = last.at - first.at
  const files = last.done - first.done
  const chunksPerSecond = ((last.chunks - first.chunks) * 1000) / milliseconds
  if (last.total === undefined || files === 0) return { chunksPerSecond }
  return { chunksPerSecond, millisecondsLeft: Math.round(((last.total - last.done) * milliseconds) / files) }
}
