/** How long a file may take: so long without a sign of progress, and so many times as long in all. */
const totalPerQuiet = 60

/** Why a deadline passed: `whole` when there never was a sign of progress. */
export type Lateness = 'whole' | 'since-progress' | 'total'

export interface Deadline {
  /** Starts the clock anew, but not that of the whole. */
  progress(): void
  /** Stops both clocks while the file waits for others. */
  pause(): void
  /** Starts the clock anew, and lets that of the whole go on. */
  resume(): void
  clear(): void
}

export function startDeadline(quietMs: number, onLate: (lateness: Lateness, afterMs: number) => void): Deadline {
  const totalMs = quietMs * totalPerQuiet
  let leftMs = totalMs
  let hasProgressed = false
  let running: { readonly quiet: NodeJS.Timeout; readonly total: NodeJS.Timeout; readonly since: number } | undefined

  function run(): void {
    running ??= {
      quiet: setTimeout(() => onLate(hasProgressed ? 'since-progress' : 'whole', quietMs), quietMs),
      total: setTimeout(() => onLate('total', totalMs), leftMs),
      since: performance.now(),
    }
  }
  function halt(): void {
    if (running === undefined) return
    clearTimeout(running.quiet)
    clearTimeout(running.total)
    leftMs -= performance.now() - running.since
    running = undefined
  }

  run()
  return {
    progress() {
      hasProgressed = true
      running?.quiet.refresh()
    },
    pause: halt,
    resume: run,
    clear: halt,
  }
}
