import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createEmbeddedChroma,
  type EmbeddedChroma,
  type EmbeddedChromaOptions,
} from '../../../src/adapters/chroma/embedded-chroma.ts'
import { createSqliteProcessLock } from '../../../src/adapters/sql/sqlite/sqlite-process-lock.ts'
import type { Log } from '../../../src/ports/log.ts'

/** The real server's command line. */
export const chromaCli = fileURLToPath(new URL('../../../node_modules/chromadb/dist/cli.mjs', import.meta.url))

/** A data directory that is gone after the test, with any number of users of its Chroma server. */
export interface TemporaryChroma {
  readonly dataDir: string
  readonly folder: string
  /** Events that users logged, in order. */
  readonly events: readonly string[]
  user(options?: Partial<EmbeddedChromaOptions>): EmbeddedChroma
  /** Releases all users and deletes the directory. */
  remove(): Promise<void>
}

export async function createTemporaryChroma(): Promise<TemporaryChroma> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lorekeep-chroma-'))
  const users: EmbeddedChroma[] = []
  const events: string[] = []
  const note = (event: string): void => {
    events.push(event)
  }
  const log: Log = { debug: note, info: note, warn: note, error: note }
  return {
    dataDir,
    folder: join(dataDir, 'chroma'),
    events,
    user(options) {
      const user = createEmbeddedChroma({
        dataDir,
        cliPath: chromaCli,
        lock: createSqliteProcessLock(join(dataDir, 'locks')),
        log,
        clock: Date.now,
        ...options,
      })
      users.push(user)
      return user
    },
    async remove() {
      for (const user of users) await user.release()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
