import { useEffect, useState } from 'preact/hooks'
import { type IngestPace, type PaceSample, paceOf, withSample } from '../../domain/ingest/ingest-pace.ts'
import type { FileResult } from '../../domain/ingest/ingest-report.ts'
import type { IngestProgress } from '../../domain/ingest/ingest-run.ts'
import { ServiceProblem } from '../asking/service-problem.ts'
import { useAdmin } from './admin-context.ts'

/** A run that goes on, as it is known just now. */
export interface LiveRun {
  readonly progress: IngestProgress
  readonly pace: IngestPace
  /** The newest first. */
  readonly latest: readonly FileResult[]
  readonly isConnected: boolean
}

const tryAgainAfterMs = 2000
const latestKept = 5

/** Follows a run, through broken connections too, until it is over. */
export function useLiveRun(id: string, known: IngestProgress, onOver: () => void): LiveRun {
  const { api, notice } = useAdmin()
  const [live, setLive] = useState<LiveRun>({ progress: known, pace: {}, latest: [], isConnected: true })

  useEffect(() => {
    const leaving = new AbortController()
    let samples: readonly PaceSample[] = []
    let timer: ReturnType<typeof setTimeout> | undefined

    async function follow(): Promise<void> {
      for await (const event of api.follow(id, leaving.signal)) {
        if (event.type === 'over') return onOver()
        if (event.type === 'file') {
          setLive((before) => ({ ...before, latest: [event.result, ...before.latest].slice(0, latestKept) }))
          continue
        }
        const { progress } = event
        samples = progress.phase === 'reading' ? withSample(samples, { at: Date.now(), ...progress }) : []
        setLive((before) => ({ ...before, progress, pace: paceOf(samples), isConnected: true }))
      }
    }
    function start(): void {
      follow().catch((thrown: unknown) => {
        if (leaving.signal.aborted) return
        const isLost =
          thrown instanceof ServiceProblem && ['broken-stream', 'silent', 'unreachable'].includes(thrown.code)
        if (!isLost) {
          notice(thrown)
          return
        }
        setLive((before) => ({ ...before, isConnected: false }))
        timer = setTimeout(start, tryAgainAfterMs)
      })
    }
    start()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [api, id, notice, onOver])

  return live
}
