import { readdirSync, readFileSync } from 'node:fs'

/** Memory in use, in MB; of several processes the sum, so that what they share counts more than once. */
export interface TreeMemory {
  readonly own: number
  readonly largestChild: number
  readonly all: number
}

interface ListedProcess {
  readonly id: number
  readonly parent: number
  readonly mb: number
}

/** Looks at this process and all below it every 100 ms, while `work` goes on, and tells the peaks. Needs Linux. */
export async function withPeakMemory<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly peak: TreeMemory }> {
  let peak: TreeMemory = { own: 0, largestChild: 0, all: 0 }
  const timer = setInterval(() => {
    const now = treeMemory()
    peak = {
      own: Math.max(peak.own, now.own),
      largestChild: Math.max(peak.largestChild, now.largestChild),
      all: Math.max(peak.all, now.all),
    }
  }, 100)
  try {
    return { result: await work(), peak }
  } finally {
    clearInterval(timer)
  }
}

function treeMemory(): TreeMemory {
  const own = process.memoryUsage.rss() / 2 ** 20
  const below = descendants(process.pid, listProcesses()).map(({ mb }) => mb)
  return { own, largestChild: Math.max(0, ...below), all: below.reduce((sum, mb) => sum + mb, own) }
}

function descendants(id: number, all: readonly ListedProcess[]): readonly ListedProcess[] {
  const children = all.filter(({ parent }) => parent === id)
  return [...children, ...children.flatMap((child) => descendants(child.id, all))]
}

function listProcesses(): readonly ListedProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const status = statusOf(name)
      const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
      return status === '' ? [] : [{ id: Number(name), parent: field('PPid'), mb: field('VmRSS') / 1024 }]
    })
}

/** Empty for a process that has ended since it was listed. */
function statusOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8')
  } catch {
    return ''
  }
}
