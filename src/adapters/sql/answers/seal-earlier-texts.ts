import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { messageOf } from '../../../domain/errors.ts'
import type { Log } from '../../../ports/log.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import type { LorekeepDatabase, WriteArea, WriteTransaction } from '../database/database.ts'

/** So few at a time that a question in between hardly waits. */
const batch = 50
/** Leaves time for others between two batches. */
const restMs = 20
/** Said in the log after so many rows. */
const rowsBetweenReports = 5000

/**
 * Seals turns, answers, explanations and comments that a version before wrote as they are, in batches beside everything
 * else. What is done stays done: stopped at any moment, the next call goes on from there. Several services may do so on
 * one database. In SQLite, what stood there is overwritten; in PostgreSQL, its vacuum takes that away.
 * A failure is logged and ends it; texts that are not sealed stay readable.
 */
export async function sealEarlierTexts(
  database: LorekeepDatabase,
  sealer: Sealer,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const sealed = { turns: 0, answers: 0 }
  const all = async (of: keyof typeof sealed, area: WriteArea, sealSome: SealSome) => {
    while (!signal.aborted) {
      const rows = await database.write(area, (transaction) => overwriting(database, transaction, sealer, sealSome))
      const before = sealed.turns + sealed.answers
      sealed[of] += rows
      if (Math.floor((before + rows) / rowsBetweenReports) > Math.floor(before / rowsBetweenReports)) {
        log.info('texts.sealing', sealed)
      }
      if (rows < batch) return
      await pause(restMs)
    }
  }
  try {
    await all('turns', 'conversations', sealTurns)
    await all('answers', 'accounts', sealAnswers)
    if (sealed.turns + sealed.answers > 0) log.info(signal.aborted ? 'texts.sealing' : 'texts.sealed', sealed)
  } catch (error) {
    log.error('texts.sealing-failed', { ...sealed, reason: messageOf(error) })
  }
}

/** Seals a batch, and says how many rows it was. */
type SealSome = (transaction: WriteTransaction, sealer: Sealer) => Promise<number>

/** SQLite leaves deleted text in the file until something else needs the room, unless it is told not to. */
async function overwriting(
  { engine }: LorekeepDatabase,
  transaction: WriteTransaction,
  sealer: Sealer,
  sealSome: SealSome,
): Promise<number> {
  if (engine === 'postgres') return sealSome(transaction, sealer)
  await sql`pragma secure_delete = on`.execute(transaction)
  try {
    return await sealSome(transaction, sealer)
  } finally {
    await sql`pragma secure_delete = off`.execute(transaction)
  }
}

async function sealTurns(transaction: WriteTransaction, sealer: Sealer): Promise<number> {
  const rows = await transaction.selectFrom('turns').selectAll().where('sealed', '=', 0).limit(batch).execute()
  for (const row of rows) {
    await transaction
      .updateTable('turns')
      .set({
        question: sealer.seal(row.question),
        standalone_question: sealer.seal(row.standalone_question),
        answer: sealer.seal(row.answer),
        sealed: 1,
      })
      .where('conversation', '=', row.conversation)
      .where('number', '=', row.number)
      .execute()
  }
  return rows.length
}

/** Between the first sealed answers and the column that tells them, some were sealed: these begin otherwise than JSON. */
async function sealAnswers(transaction: WriteTransaction, sealer: Sealer): Promise<number> {
  const sealJson = (text: string) => (text.startsWith('{') ? sealer.seal(text) : text)
  const rows = await transaction.selectFrom('answers').selectAll().where('sealed', '=', 0).limit(batch).execute()
  for (const row of rows) {
    const comment = row.feedback_comment
    await transaction
      .updateTable('answers')
      .set({
        answer: sealJson(row.answer),
        explanation: sealJson(row.explanation),
        ...(comment !== null &&
          row.feedback_sealed === 0 && { feedback_comment: sealer.seal(comment), feedback_sealed: 1 as const }),
        sealed: 1,
      })
      .where('id', '=', row.id)
      .execute()
  }
  return rows.length
}
