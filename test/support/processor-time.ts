const leastTime = 3000
const attempts = 6

/**
 * How many times the processor time of work of size `from` the same work takes at `times` that size. Work in
 * proportion gives `times`, work that grows with the square gives its square. The least of several attempts,
 * fewer once one of them is `enough`: a machine that is busy or cleans up can only make one look worse, and
 * work that grows with the square looks so every time. Processor time of the process in microseconds; work too
 * short to be measured counts as 3 ms.
 */
export async function growthOf(
  work: (size: number) => unknown,
  { from, times, enough }: { from: number; times: number; enough: number },
): Promise<number> {
  let least = Infinity
  for (let attempt = 0; attempt < attempts && least >= enough; attempt++) {
    const small = await timeOf(() => work(from))
    const large = await timeOf(() => work(from * times))
    least = Math.min(least, large / Math.max(small, leastTime))
  }
  return least
}

async function timeOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
