import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import * as memory from '../../../../src/adapters/memory/next-record.ts'
import * as sql from '../../../../src/adapters/sql/audit/next-record.ts'
import { canonicalJson, chainStart, createAuditChain } from '../../../../src/domain/audit/audit-chain.ts'
import type { AuditEvent } from '../../../../src/domain/audit/audit-record.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const nextRecord = createAuditChain(sha256)

const event: AuditEvent = { at: 1, actor: 'admin', action: 'sign-in', subject: 'ada', details: { b: 2, a: [1] } }

describe('canonical JSON', () => {
  test('orders the keys of every object by their UTF-16 code units, as RFC 8785 shows it', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, 'ö': { z: 1, a: 2 } }

    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":{"a":2,"z":1},"€":1,"\u{1f600}":5,"\ufb33":3}')
  })

  test('keeps the order of lists and leaves out what is not known', () => {
    expect(canonicalJson({ list: [3, { b: null, a: undefined }, 1e21], gone: undefined })).toBe(
      '{"list":[3,{"b":null},1e+21]}',
    )
  })
})

describe('the audit chain', () => {
  test('begins at one, behind sixty-four zeros', () => {
    const first = nextRecord(event, { sequence: 0, hash: chainStart })

    expect(first).toMatchObject({ sequence: 1, previousHash: '0'.repeat(64) })
  })

  test('gives another hash for another event, place or predecessor', () => {
    const hashes = [
      nextRecord(event, { sequence: 0, hash: chainStart }),
      nextRecord({ ...event, details: { b: 2, a: [2] } }, { sequence: 0, hash: chainStart }),
      nextRecord(event, { sequence: 1, hash: chainStart }),
      nextRecord(event, { sequence: 0, hash: 'f'.repeat(64) }),
    ].map(({ hash }) => hash)

    expect(new Set(hashes).size).toBe(4)
  })

  test.each([
    ['memory', memory.nextRecord],
    ['SQL', sql.nextRecord],
  ])('can be recomputed by anybody with SHA-256, as %s keeps it', (_, next) => {
    const { hash, ...record } = next(event, { sequence: 0, hash: chainStart })

    expect(hash).toBe(sha256(canonicalJson(record)))
  })
})
