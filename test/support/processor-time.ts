/**
 * Microseconds of processor time rather than wall time, the lesser of two runs: what other processes of a
 * busy machine do must not decide a test.
 */
export function processorTimeOf(work: () => unknown): number {
  return Math.min(
    ...[0, 1].map(() => {
      const before = process.cpuUsage()
      work()
      return since(before)
    }),
  )
}

/** The same for work that takes its time. */
export async function processorTimeOfWaiting(work: () => Promise<unknown>): Promise<number> {
  const runs: number[] = []
  for (let run = 0; run < 2; run++) {
    const before = process.cpuUsage()
    await work()
    runs.push(since(before))
  }
  return Math.min(...runs)
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}
