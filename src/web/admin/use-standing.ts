import { useCallback, useEffect, useState } from 'preact/hooks'
import { useAdmin } from './admin-context.ts'

/** What was looked up, and a way to look again at once. */
export interface Standing<T> {
  /** Undefined until it is there. */
  readonly found: T | undefined
  readonly look: () => void
}

/**
 * How something stands, looked up again now and then while the page is seen.
 * @param lookUp as long as it is the same function, what was found stays while it is looked up anew
 */
export function useStanding<T>(lookUp: (signal: AbortSignal) => Promise<T>, everyMs: number): Standing<T> {
  const { notice } = useAdmin()
  const [kept, setKept] = useState<{ readonly by: typeof lookUp; readonly found: T }>()
  const [wanted, setWanted] = useState(0)
  const look = useCallback(() => setWanted((times) => times + 1), [])
  useEffect(() => {
    const leaving = new AbortController()
    lookUp(leaving.signal).then(
      (found) => setKept({ by: lookUp, found }),
      (thrown: unknown) => {
        if (!leaving.signal.aborted) notice(thrown)
      },
    )
    return () => leaving.abort()
  }, [lookUp, notice, wanted])
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look()
    }, everyMs)
    return () => clearInterval(timer)
  }, [everyMs, look])
  return { found: kept?.by === lookUp ? kept.found : undefined, look }
}
