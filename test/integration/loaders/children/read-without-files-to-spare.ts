import { closeSync, openSync } from 'node:fs'
import { createParserPool } from '../../../../ingest/loaders/parsing/parser-pool.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import { usualCounting } from '../../../support/policies.ts'

// Reads a file when no more can be opened, says what comes of it, and reads it again when they can.
const [workerPath = ''] = process.argv.slice(2)
const pool = createParserPool({ workerPath, size: 1, timeoutMs: 60_000, memoryMb: 512 })
const letGo = openAllThereAre()
try {
  await pool.parse('process-id', 'process-id', usualCounting)
} catch (error) {
  letGo()
  console.log(error instanceof LorekeepError ? `${error.code}: ${error.message}` : error)
}
await pool.parse('process-id', 'process-id', usualCounting)
console.log('read')
await pool.close()

function openAllThereAre(): () => void {
  const opened: number[] = []
  try {
    for (;;) opened.push(openSync('/dev/null', 'r'))
  } catch {
    return () => opened.forEach((file) => closeSync(file))
  }
}
