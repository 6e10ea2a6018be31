import { createParserPool } from '../../../../ingest/loaders/parsing/parser-pool.ts'
import { usualCounting } from '../../../support/policies.ts'

// Reads files with the worker that it is given: `path` on a line each time one has been read.
const [workerPath = '', ...paths] = process.argv.slice(2)
const pool = createParserPool({ workerPath, size: 2, timeoutMs: 60_000, memoryMb: 512, idleMs: 60_000 })
for (const path of paths) console.log((await pool.parse(path, path, usualCounting)).text)
console.log('read')
