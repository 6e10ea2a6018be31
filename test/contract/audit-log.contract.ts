import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import { eventWith } from './settlements.ts'

export interface OpenAuditLog {
  readonly records: { readonly auditLog: AuditLog }
  close(): Promise<void>
}

/** What every audit log does. */
export function auditLogContract(open: () => Promise<OpenAuditLog>): void {
  let opened: OpenAuditLog
  let auditLog: AuditLog

  beforeEach(async () => {
    opened = await open()
    auditLog = opened.records.auditLog
  })

  afterEach(() => opened.close())

  test('records come back in order, numbered from one, as they were written', async () => {
    const details = { b: [1, { y: null, x: 'ü\u0000\ud800' }], a: 0.1, 年: '假' }
    const events = [eventWith({ subject: 'first', details }), eventWith({ subject: 'second', actor: 'admin' })]
    for (const event of events) await auditLog.append(event)

    const records = await auditLog.records(0, 10)

    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(records.map(({ sequence: _s, previousHash: _p, hash: _h, ...event }) => event)).toEqual(events)
  })

  test('records are read a page at a time', async () => {
    for (let number = 1; number <= 5; number++) await auditLog.append(eventWith({ subject: `s${number}` }))

    const page = await auditLog.records(2, 2)

    expect(page.map(({ subject }) => subject)).toEqual(['s3', 's4'])
    expect(await auditLog.records(5, 2)).toEqual([])
  })

  test('each record carries the hash of the one before it', async () => {
    for (const subject of ['a', 'b', 'c']) await auditLog.append(eventWith({ subject }))

    const [first, second, third] = await auditLog.records(0, 10)

    expect(first?.previousHash).toBe('0'.repeat(64))
    expect(second?.previousHash).toBe(first?.hash)
    expect(third?.previousHash).toBe(second?.hash)
  })

  test('anybody can recompute a hash from an exported record', async () => {
    await auditLog.append({ at: 5, actor: 'admin', action: 'sign-in', subject: 'ada', details: { z: 1, a: 'é' } })

    const [record] = await auditLog.records(0, 1)

    const canonical = `{"action":"sign-in","actor":"admin","at":5,"details":{"a":"é","z":1},"previousHash":"${'0'.repeat(64)}","sequence":1,"subject":"ada"}`
    expect(record?.hash).toBe(createHash('sha256').update(canonical).digest('hex'))
  })

  test('details that are not known are left out and do not break the chain', async () => {
    await auditLog.append(eventWith({ details: { known: 1, unknown: undefined } }))

    expect((await auditLog.records(0, 1))[0]?.details).toEqual({ known: 1 })
    expect(await auditLog.verify()).toEqual({ records: 1 })
  })

  test('a whole trail verifies, also an empty one', async () => {
    const empty = await auditLog.verify()
    for (let number = 1; number <= 7; number++) await auditLog.append(eventWith({ subject: `s${number}` }))

    expect(empty).toEqual({ records: 0 })
    expect(await auditLog.verify()).toEqual({ records: 7 })
  })

  test('events that are written at the same time make one chain', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, number) => auditLog.append(eventWith({ subject: `s${number}` }))))

    const records = await auditLog.records(0, 100)

    expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(new Set(records.map(({ subject }) => subject)).size).toBe(40)
    expect(await auditLog.verify()).toEqual({ records: 40 })
  })
}
