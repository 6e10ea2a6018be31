import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createEmbeddedChroma } from '../../../src/adapters/chroma/embedded-chroma.ts'
import { createSqliteProcessLock } from '../../../src/adapters/sql/sqlite/sqlite-process-lock.ts'

// A process of its own that uses the Chroma server of a data directory: prints the address, and
// releases the server when it reads a line.
const [dataDir = '', cliPath = ''] = process.argv.slice(2)
const quiet = (): void => {}
const chroma = createEmbeddedChroma({
  dataDir,
  cliPath,
  lock: createSqliteProcessLock(join(dataDir, 'locks')),
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  clock: Date.now,
})
process.on('SIGINT', quiet)
console.log(await chroma.url())
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== '') break
}
await chroma.release()
process.exit(0)
