import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createSqliteProcessLock } from '../../../src/adapters/sql/sqlite/sqlite-process-lock.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { createOpenConversation } from '../../../src/answering/conversation/open-conversation.ts'
import { noon } from '../../contract/settlements.ts'
import { chunkIdsOf } from '../../contract/published-documents.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { startChild } from '../../support/child-process.ts'
import { dearCatalogue } from './children/dear-catalogue.ts'
import { testSealer } from '../../support/test-sealer.ts'

for (const engine of engines) {
  describe(`several processes on one database in ${engine.name}`, () => {
    let place: TestPlace

    beforeEach(async () => {
      place = await engine.place()
    })

    afterEach(() => place.discard())

    test('grant together exactly as many reservations as the limit has room for [P6]', async () => {
      const { budgets } = createSqlRecords(await place.open(), testSealer)
      await budgets.setBudgets([
        {
          kind: 'organisation',
          id: '*',
          period: 'month',
          unit: 'money',
          limit: 5000,
          warnAt: [80],
          whenExhausted: 'cheaper',
        },
      ])
      const children = [1, 2, 3].map(() => startChild('sql/children/reserve', place.address, '60', '100'))
      for (const child of children) expect(await child.nextLine()).toBe('ready')

      for (const child of children) child.tell('go')
      const granted = await Promise.all(
        children.map(async (child) => {
          const line = await child.nextLine()
          await child.ended()
          return Number(line.split(' ')[1])
        }),
      )

      expect(granted.reduce((sum, count) => sum + count, 0)).toBe(50)
    })

    test('answer together exactly as many of 200 questions as a budget pays for, and warn once [P6]', async () => {
      const { budgets, budgetWarnings } = createSqlRecords(await place.open(), testSealer)
      const key = { kind: 'key', id: 'desk', period: 'month' } as const
      const terms = { warnAt: [50, 80], whenExhausted: 'cheaper' } as const
      const limit = 50 * dearCatalogue.callMicros + 99
      await budgets.setBudgets([
        { ...key, ...terms, unit: 'money', limit },
        { ...key, ...terms, unit: 'tokens', limit: 1_000_000 },
      ])
      const children = [1, 2, 3, 4].map(() => startChild('sql/children/answer', place.address, '50'))
      for (const child of children) expect(await child.nextLine()).toBe('ready')

      for (const child of children) child.tell('go')
      const reports = await Promise.all(
        children.map(async (child) => {
          const line = await child.nextLine()
          await child.ended()
          return JSON.parse(line) as { readonly answered: number; readonly announced: readonly number[] }
        }),
      )

      expect(reports.reduce((sum, { answered }) => sum + answered, 0)).toBe(50)
      expect(await budgets.budgets(noon)).toMatchObject([
        { unit: 'money', spent: 5000, reserved: 0 },
        { unit: 'tokens', spent: 50 * dearCatalogue.provider.maxOutputTokens, reserved: 0 },
      ])
      expect(reports.flatMap(({ announced }) => announced).toSorted((a, b) => a - b)).toEqual([50, 80, 100])
      expect(await budgetWarnings.takeDue(noon, 1000, 0)).toHaveLength(3)
    })

    test('that redact in one conversation give no placeholder to two values, and lose none', async () => {
      const { conversations, journal } = createSqlRecords(await place.open(), testSealer)
      const children = ['a', 'b'].map((who) =>
        startChild(
          'sql/children/redact',
          place.address,
          ...Array.from({ length: 15 }, (_, number) => `${who}${number}@example.com`),
          'shared@example.com',
        ),
      )
      for (const child of children) expect(await child.nextLine()).toBe('ready')

      for (const child of children) child.tell('go')
      const hidden = await Promise.all(
        children.map(async (child) => {
          const line = await child.nextLine()
          await child.ended()
          return JSON.parse(line) as readonly (readonly [string, string])[]
        }),
      )

      const open = createOpenConversation({ conversations, journal, clock: Date.now, days: 30 })
      const { vault } = await open('c1', { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] })
      const placeholders = hidden.flat().map(([, placeholder]) => placeholder)
      expect(new Set(placeholders).size).toBe(31)
      for (const [value, placeholder] of hidden.flat()) expect(vault.current.valueOf(placeholder)).toBe(value)
    })

    test('a process that is killed while publishing leaves one whole version [P7]', async () => {
      const { registry, keywordIndex } = createSqlRecords(await place.open(), testSealer)
      for (const [run, delayMs] of [3, 11, 23].entries()) {
        const child = startChild('sql/children/publish', place.address, String(run))
        const line = await child.nextLine()
        await sleep(delayMs)
        await child.kill()

        const document = await registry.get('d1', { all: true })
        if (document === undefined) throw new Error('A version was published.')
        const ids = chunkIdsOf(document, document.chunks)
        const passages = await registry.passages(ids, { all: true })
        const hits = await keywordIndex.search(['everywhere'], 1000, { all: true }, {})
        const { frequency } = await keywordIndex.statistics(['everywhere', document.version])
        expect(line).toContain(`run${run}version`)
        expect(document.version).toContain(`run${run}version`)
        expect(passages).toHaveLength(document.chunks)
        expect(hits.map(({ chunkId }) => chunkId).toSorted()).toEqual([...ids].toSorted())
        expect([...frequency.values()]).toEqual([document.chunks, document.chunks])
        expect((await registry.extracted('d1', document.version))?.text).toContain(passages.at(-1)?.text ?? 'nothing')
        expect(await registry.retiredVersions()).not.toContain(document.version)
      }
    })
  })
}

describe('the process lock in SQLite', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lorekeep-lock-'))
  })

  afterEach(() => rm(folder, { recursive: true }))

  test('keeps another process out, and is free as soon as its holder is killed', async () => {
    const lock = createSqliteProcessLock(folder)
    const child = startChild('sql/children/hold-lock', folder)
    const said = await child.nextLine()

    await expect(lock.hold('ingest', 50, async () => 'mine')).rejects.toMatchObject({ code: 'conflict' })
    const waiting = lock.hold('ingest', 300_000, async () => 'mine')
    await child.kill()

    expect(said).toBe('holding')
    expect(await waiting).toBe('mine')
  })
})
