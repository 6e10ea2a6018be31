import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { sealEarlierTexts } from '../../../src/adapters/sql/answers/seal-earlier-texts.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { Sealer } from '../../../src/ports/sealer.ts'
import type { Records } from '../../../src/ports/records.ts'
import { answerWith, explanation } from '../../contract/settlements.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

const turns = 120
const answers = 70
const said = [
  'Where is Ann Mustermann?',
  '王小明在哪个部门？',
  '他在北京财务部。',
  'Ann sits in room 17.',
  'Ann has left.',
]
const [question = '', standalone = '', inTurn = '', text = '', comment = ''] = said

function turnOf(number: number) {
  return { answerId: `a${number}`, question, standaloneQuestion: standalone, answer: inTurn, at: number }
}

for (const engine of engines) {
  describe(`texts that a version before left unsealed in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase
    let records: Records
    let logged: (readonly unknown[])[]

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
      records = createSqlRecords(database, testSealer)
      logged = []
      await writeAsBefore()
    })

    afterEach(() => place.discard())

    /** Rows as they were before texts were sealed. */
    async function writeAsBefore(): Promise<void> {
      const fresh = { principal_id: 'user:ada', created_at: 1, used_at: 1, sealed_vault: '', vault_version: 0 }
      await database.write('conversations', async (transaction) => {
        await transaction
          .insertInto('conversations')
          .values({ id: 'c1', ...fresh, expired: 0 })
          .execute()
        for (let number = 1; number <= turns; number += 1) {
          const { answerId, ...turn } = turnOf(number)
          await transaction
            .insertInto('turns')
            .values({
              conversation: 'c1',
              number,
              answer_id: answerId,
              question: turn.question,
              standalone_question: turn.standaloneQuestion,
              answer: turn.answer,
              sealed: 0,
              at: turn.at,
            })
            .execute()
        }
        for (let number = 1; number <= answers; number += 1) {
          await transaction
            .insertInto('answers')
            .values({
              id: `a${number}`,
              conversation_id: 'c1',
              principal_id: 'user:ada',
              created_at: number,
              answer: JSON.stringify(answerWith({ id: `a${number}`, question, text })),
              explanation: JSON.stringify({ ...explanation, standaloneQuestion: standalone }),
              feedback_rating: 'down',
              feedback_comment: comment,
              feedback_at: number,
              feedback_sealed: 0,
              sealed: 0,
            })
            .execute()
        }
      })
    }

    const write = (...line: readonly unknown[]) => void logged.push(line)
    const log: Log = { debug: write, info: write, warn: write, error: write }
    const seal = (sealer: Sealer = testSealer, signal = new AbortController().signal) =>
      sealEarlierTexts(database, sealer, log, signal)

    async function unsealed() {
      const rows = await Promise.all([
        database.read.selectFrom('turns').selectAll().execute(),
        database.read.selectFrom('answers').selectAll().execute(),
      ])
      return rows.map(
        (table) => table.filter((row) => said.some((words) => JSON.stringify(row).includes(words))).length,
      )
    }

    async function expectAllReadable(): Promise<void> {
      expect((await records.conversations.get('c1'))?.turns.at(-1)).toEqual(turnOf(turns))
      const rated = await records.journal.rated({ since: 0, limit: answers + 1 })
      expect(rated).toHaveLength(answers)
      expect(rated[0]).toMatchObject({
        answer: { id: 'a1', question, text },
        explanation: { standaloneQuestion: standalone },
        feedback: { comment },
      })
    }

    test('[P1] are all sealed, and read as before', async () => {
      expect(await unsealed()).toEqual([turns, answers])

      await seal()

      expect(await unsealed()).toEqual([0, 0])
      expect(logged).toEqual([['texts.sealed', { turns, answers }]])
      await expectAllReadable()
    })

    test('are sealed once: the next time there is nothing to do', async () => {
      await seal()
      const rows = () => database.read.selectFrom('answers').select(['answer', 'feedback_comment']).execute()
      const before = await rows()
      logged = []

      await seal()

      expect(await rows()).toEqual(before)
      expect(logged).toEqual([])
    })

    test('stay as they are where sealing was stopped, and the next time the rest is sealed', async () => {
      const stopping = new AbortController()
      let sealedTexts = 0
      const stoppingSealer: Sealer = {
        ...testSealer,
        seal: (plain) => {
          sealedTexts += 1
          if (sealedTexts === 200) stopping.abort()
          return testSealer.seal(plain)
        },
      }

      await seal(stoppingSealer, stopping.signal)

      const [turnsLeft = 0, answersLeft = 0] = await unsealed()
      expect(turnsLeft).toBeGreaterThan(0)
      expect(turnsLeft).toBeLessThan(turns)
      expect(answersLeft).toBe(answers)
      await expectAllReadable()
      await seal()
      expect(await unsealed()).toEqual([0, 0])
      await expectAllReadable()
    })

    test('stay readable where they cannot be sealed, which the log tells without them', async () => {
      const broken: Sealer = {
        ...testSealer,
        seal: () => {
          throw new Error('no key')
        },
      }

      await seal(broken)

      expect(logged).toEqual([['texts.sealing-failed', { turns: 0, answers: 0, reason: 'no key' }]])
      await expectAllReadable()
    })

    if (engine.name === 'SQLite') {
      test('are nowhere in the file afterwards', async () => {
        await seal()
        await database.close()

        const file = await readFile(place.address)
        for (const words of said) expect(file.includes(Buffer.from(words))).toBe(false)
      })
    }
  })
}
