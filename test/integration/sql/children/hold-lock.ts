import { setTimeout as sleep } from 'node:timers/promises'
import { createSqliteProcessLock } from '../../../../src/adapters/sql/sqlite/sqlite-process-lock.ts'

// Holds a lock until the process is killed.
const [folder = ''] = process.argv.slice(2)
await createSqliteProcessLock(folder).hold('ingest', 10_000, async () => {
  console.log('holding')
  await sleep(600_000)
})
