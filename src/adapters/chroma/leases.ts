import { createHash } from 'node:crypto'
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning, type ProcessIdentity } from './process-identity.ts'

/**
 * Who needs the server of a data folder: one empty file for each user, whose name says which
 * process it is. To be called while holding the process lock, but for `held`.
 */
export interface Leases {
  take(): Promise<void>
  /** Whether ours is there; somebody may have deleted the folder. */
  held(): Promise<boolean>
  drop(): Promise<void>
  /** How many leases live processes hold. Removes all others. */
  count(): Promise<number>
}

/** @param holder tells several users within one process apart */
export function createLeases(folder: string, self: ProcessIdentity, holder: string): Leases {
  const place = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const ours = join(folder, [self.pid, self.birth ?? '', place, holder].join(separator))

  /** A lease that came here with a copy of the folder is about the original. */
  function isValid(name: string): boolean {
    const [pid, birth, givenFor] = name.split(separator)
    return givenFor === place && isRunning({ pid: Number(pid), birth: birth === '' ? undefined : birth })
  }

  return {
    async take() {
      await mkdir(folder, { recursive: true })
      await writeFile(ours, '')
    },
    async held() {
      try {
        await access(ours)
        return true
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
        throw error
      }
    },
    async drop() {
      await rm(ours, { force: true })
    },
    async count() {
      const names = await namesIn(folder)
      const valid = names.filter(isValid)
      const stale = names.filter((name) => !valid.includes(name))
      await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })))
      return valid.length
    },
  }
}

const separator = '~'

/** Nobody needs anything of a folder that is gone. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
