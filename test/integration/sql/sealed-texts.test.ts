import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { RedactedText } from '../../../src/domain/privacy/redacted-text.ts'
import { createAesSealer } from '../../../src/adapters/system/aes-sealer.ts'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { zeroMicros } from '../../../src/domain/money.ts'
import { settlementOf } from '../../contract/settlements.ts'
import { engines, type TestPlace } from '../../support/databases.ts'

const secret = 'the secret of one installation'
const spoken = {
  answerId: 'a1',
  question: 'Where is Ann?',
  standaloneQuestion: '王小明在哪里？',
  answer: 'In B1.',
  at: 1,
}

const batch = {
  id: 'b1',
  name: 'Supplier Zed.xlsx',
  principal: { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] },
  settings: { sharesCalls: true },
  columns: ['question', 'Note for Cy'],
  questionColumn: 'question',
  currency: 'USD',
  createdAt: 1,
} as const
const delegation = {
  id: 'd1',
  batch: 'b1',
  provider: { name: 'cloud', model: 'qwen-plus' },
  state: 'prepared',
  createdAt: 1,
  dueAt: 2,
  requests: { total: 1, done: 0, failed: 0 },
} as const
const ofBatch = [batch.name, 'Note for Cy', 'Does Ann have a key?', 'Ask Bo first.']

for (const engine of engines) {
  describe(`what people said, in ${engine.name},`, () => {
    let place: TestPlace
    let database: LorekeepDatabase

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
    })

    afterEach(() => place.discard())

    const recordsWith = (key: string, former: readonly string[] = []) =>
      createSqlRecords(database, createAesSealer(key, former))

    test('[P1] lies sealed: turns, values, answers, explanations, comments and the questions and prompts of batches', async () => {
      const { conversations, journal, batches, delegations } = recordsWith(secret)
      const settlement = settlementOf('a1', zeroMicros)
      await conversations.append('c1', 'user:ada', spoken)
      await conversations.keepVault('c1', 'user:ada', 1, 'ann@example.com', 0)
      await journal.settle(settlement)
      await journal.saveFeedback('a1', { rating: 'down', comment: 'Ann has left.', at: 2 })
      await batches.create(batch, [{ number: 1, question: 'Does Ann have a key?', columns: { Note: 'Ask Bo first.' } }])
      const content = 'What may [PERSON_1] open?' as RedactedText
      const request = { messages: [{ role: 'user' as const, content }], promptTokens: 9, reservation: 'r1' }
      await delegations.prepare(delegation, [{ number: 1, answerId: 'a2', request }])

      const rows = JSON.stringify(
        await Promise.all([
          database.read.selectFrom('turns').selectAll().execute(),
          database.read.selectFrom('conversations').selectAll().execute(),
          database.read.selectFrom('answers').selectAll().execute(),
          database.read.selectFrom('batches').selectAll().execute(),
          database.read.selectFrom('batch_questions').selectAll().execute(),
          database.read.selectFrom('delegated_questions').selectAll().execute(),
          database.read.selectFrom('audit_records').selectAll().execute(),
        ]),
      )
      const { question, text } = settlement.answer ?? { question: '', text: '' }
      for (const said of [
        ...ofBatch,
        ...Object.values(spoken).slice(1, 4),
        'ann@example.com',
        'Ann has left.',
        content,
        question,
        text,
      ]) {
        expect(rows).not.toContain(said)
      }
      expect(await journal.get('a1')).toMatchObject({
        answer: settlement.answer,
        explanation: settlement.explanation,
        feedback: { comment: 'Ann has left.' },
      })
      expect((await conversations.get('c1'))?.turns).toEqual([spoken])
    })

    test('opens with the secret that it was sealed with, also when that is a former one, and with no other', async () => {
      await recordsWith(secret).conversations.append('c1', 'user:ada', spoken)
      await recordsWith(secret).journal.settle(settlementOf('a1', zeroMicros))

      const turned = recordsWith('the secret that came after it', [secret])
      expect((await turned.conversations.get('c1'))?.turns).toEqual([spoken])
      expect((await turned.journal.get('a1'))?.answer.id).toBe('a1')
      const stranger = recordsWith('another secret of another one')
      await expect(stranger.conversations.get('c1')).rejects.toMatchObject({ code: 'data-damaged' })
      await expect(stranger.journal.get('a1')).rejects.toMatchObject({
        code: 'data-damaged',
        hint: expect.stringContaining('FORMER_SESSION_SECRETS'),
      })
    })

    test('is read as it is where a version before left it unsealed', async () => {
      const { conversations, journal } = recordsWith(secret)
      const settlement = settlementOf('a1', zeroMicros)
      await conversations.append('c1', 'user:ada', spoken)
      await journal.settle(settlement)
      await journal.saveFeedback('a1', { rating: 'up', at: 2 })
      await database.write('conversations', async (transaction) => {
        const { question, standaloneQuestion, answer } = spoken
        await transaction
          .updateTable('turns')
          .set({ question, standalone_question: standaloneQuestion, answer, sealed: 0 })
          .execute()
        await transaction
          .updateTable('answers')
          .set({
            answer: JSON.stringify(settlement.answer),
            explanation: JSON.stringify(settlement.explanation),
            feedback_comment: 'v1.0 of the policy is meant',
            feedback_sealed: 0,
            sealed: 0,
          })
          .execute()
      })

      expect((await conversations.get('c1'))?.turns).toEqual([spoken])
      expect(await journal.rated({ since: 0, limit: 10 })).toMatchObject([
        { answer: settlement.answer, feedback: { comment: 'v1.0 of the policy is meant' } },
      ])
    })
  })
}
