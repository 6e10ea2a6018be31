import { readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** What a process has had of the processors, all its threads together, in ms. Needs Linux. */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}
