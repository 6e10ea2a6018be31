/** How long a file may take: so long without a sign of progress, and so many times as long in all. */
const totalPerQuiet = 60

/** Why a deadline passed: `whole` when there never was a sign of progress. */
export type Lateness = 'whole' | 'since-progress' | 'total'

export interface Deadline {
  /** Starts the clock anew, but not that of the whole. */
  progress(): void
  clear(): void
}

export function startDeadline(quietMs: number, onLate: (lateness: Lateness, afterMs: number) => void): Deadline {
  const totalMs = quietMs * totalPerQuiet
  let hasProgressed = false
  const quiet = setTimeout(() => onLate(hasProgressed ? 'since-progress' : 'whole', quietMs), quietMs)
  const total = setTimeout(() => onLate('total', totalMs), totalMs)
  return {
    progress() {
      hasProgressed = true
      quiet.refresh()
    },
    clear() {
      clearTimeout(quiet)
      clearTimeout(total)
    },
  }
}
