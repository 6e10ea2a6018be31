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
  /** How many leases live processes hold. Removes those of dead ones. */
  count(): Promise<number>
}

/** @param holder tells several users within one process apart */
export function createLeases(folder: string, self: ProcessIdentity, holder: string): Leases {
  const ours = join(folder, nameOf(self, holder))
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
      const alive = names.filter((name) => isRunning(processOf(name)))
      const stale = names.filter((name) => !alive.includes(name))
      await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })))
      return alive.length
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

function nameOf(identity: ProcessIdentity, holder: string): string {
  return [identity.pid, identity.birth ?? '', holder].join(separator)
}

function processOf(name: string): ProcessIdentity {
  const [pid, birth] = name.split(separator)
  return { pid: Number(pid), birth: birth === '' ? undefined : birth }
}
