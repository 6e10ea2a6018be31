import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { useAdmin } from './admin-context.ts'

/** What was looked up, and a way to look again at once. */
export interface Standing<T> {
  /** Undefined until it is there. */
  readonly found: T | undefined
  readonly look: () => void
}

/**
 * How something stands, looked up again now and then while the page is seen. A failure is shown until a later look
 * succeeds.
 * @param lookUp as long as it is the same function, what was found stays while it is looked up anew
 * @param everyMs how long to wait after a reply, however long it took
 */
export function useStanding<T>(lookUp: (signal: AbortSignal) => Promise<T>, everyMs: number): Standing<T> {
  const { notice } = useAdmin()
  const [kept, setKept] = useState<{ readonly by: typeof lookUp; readonly found: T }>()
  const [wanted, setWanted] = useState(0)
  const look = useCallback(() => setWanted((times) => times + 1), [])
  const takeBack = useRef<() => void>()
  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined

    async function lookOnce(): Promise<void> {
      try {
        const found = await lookUp(leaving.signal)
        if (leaving.signal.aborted) return
        setKept({ by: lookUp, found })
        takeBack.current?.()
      } catch (thrown) {
        if (leaving.signal.aborted) return
        takeBack.current?.()
        takeBack.current = notice(thrown)
      }
      wait()
    }
    function wait(): void {
      timer = setTimeout(() => (document.visibilityState === 'visible' ? void lookOnce() : wait()), everyMs)
    }
    void lookOnce()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [everyMs, lookUp, notice, wanted])
  return { found: kept?.by === lookUp ? kept.found : undefined, look }
}
