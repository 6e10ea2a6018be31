import { readFileSync } from 'node:fs'

/** One run of one process. A pid alone is not enough, since the system hands it out again. */
export interface ProcessIdentity {
  readonly pid: number
  /** When the process began, unique to this boot; undefined where the system does not tell (anywhere but Linux). */
  readonly birth?: string | undefined
}

/** The identity of a process that runs now; undefined when there is none with that pid. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform !== 'linux') return hasProcess(pid) ? { pid } : undefined
  const stat = readIfThere(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const { state, startTicks } = parseStat(stat)
  return isOver(state) ? undefined : { pid, birth: `${bootId()}.${startTicks}` }
}

/** Whether that very process still runs. A zombie, which nobody has waited for, does not. */
export function isRunning(identity: ProcessIdentity): boolean {
  const now = identityOf(identity.pid)
  return now !== undefined && now.birth === identity.birth
}

/** Whether `isRunning` proves that it is the process we mean, so that it may be killed. */
export function isCertain(identity: ProcessIdentity): boolean {
  return identity.birth !== undefined
}

/**
 * State and start time of proc(5)'s `stat`. The second field is the command in parentheses and may
 * itself hold spaces and parentheses, so that counting starts behind the last one.
 */
export function parseStat(stat: string): { readonly state: string; readonly startTicks: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  if (state === undefined || startTicks === undefined) throw new TypeError(`Not a line of /proc/<pid>/stat: "${stat}"`)
  return { state, startTicks }
}

function isOver(state: string): boolean {
  return state === 'Z' || state === 'X' || state === 'x'
}

function bootId(): string {
  return readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return false
    if (code === 'EPERM') return true
    throw error
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}
