import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAesSealer } from '../src/adapters/system/aes-sealer.ts'
import { openSqliteDatabase } from '../src/adapters/sql/sqlite/open-sqlite-database.ts'
import { createSqlRecords } from '../src/adapters/sql/sql-records.ts'
import { askWithMishaps } from '../test/support/cost/ask-with-mishaps.ts'

// Answers that are streamed, cut off, failed over, timed out, continued, hedged, too late, left or remembered: does the ledger
// say to the micro what the server that answers counts for itself?
// npm run bench:cost [-- QUESTIONS [SEED]]

const [questions = 1000, seed = 1] = process.argv.slice(3).map(Number)
const folder = await mkdtemp(join(tmpdir(), 'lorekeep-cost-'))
const database = await openSqliteDatabase({ file: join(folder, 'lorekeep.db') })
const records = createSqlRecords(database, createAesSealer('of a benchmark'), () => Date.parse('2026-06-01'))
const startedAt = performance.now()
const { bill, totals, went, outcomes, reservedMicros } = await askWithMishaps(records, { questions, seed, atOnce: 25 })
const seconds = (performance.now() - startedAt) / 1000
await database.close()
await rm(folder, { recursive: true, force: true })

const listed = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
console.log(`${questions} questions, seed ${seed}, ${seconds.toFixed(0)} s`)
console.log(`what was arranged: ${listed(went)}`)
console.log(`how it ended: ${listed(outcomes)}`)
let apart = reservedMicros ?? 0
for (const [model, { requests, promptTokens, completionTokens, micros }] of bill) {
  const booked = totals.find(({ group }) => group === model)
  console.log(
    `${model}: server ${requests} requests, ${promptTokens} + ${completionTokens} tokens, ${micros} micros; ` +
      `ledger ${booked?.calls ?? 0}, ${booked?.promptTokens ?? 0} + ${booked?.completionTokens ?? 0}, ${booked?.costMicros ?? 0}`,
  )
  apart += Math.abs(micros - (booked?.costMicros ?? 0))
}
console.log(`difference: ${apart} micros, ${reservedMicros ?? 0} of them still reserved`)
process.exitCode = apart === 0 ? 0 : 1
