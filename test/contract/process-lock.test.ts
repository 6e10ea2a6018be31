import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from '@jest/globals'
import { createMemoryProcessLock } from '../../src/adapters/memory/memory-process-lock.ts'
import { createPostgresProcessLock } from '../../src/adapters/sql/postgres-process-lock.ts'
import { createSqliteProcessLock } from '../../src/adapters/sql/sqlite-process-lock.ts'
import { engines } from '../support/databases.ts'
import { processLockContract } from './process-lock.contract.ts'

describe('the process lock in memory', () =>
  processLockContract(async () => ({ lock: createMemoryProcessLock(), close: async () => {} })))

describe('the process lock in SQLite', () =>
  processLockContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lorekeep-lock-'))
    return { lock: createSqliteProcessLock(join(folder, 'locks')), close: () => rm(folder, { recursive: true }) }
  }))

const postgres = engines.find(({ name }) => name === 'PostgreSQL')
if (postgres !== undefined) {
  describe('the process lock in PostgreSQL', () =>
    processLockContract(async () => {
      const place = await postgres.place()
      return { lock: createPostgresProcessLock(place.address), close: () => place.discard() }
    }))
}
