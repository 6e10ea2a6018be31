import { describe, expect, test } from '@jest/globals'
import type { SensitiveKind, SensitiveSpan } from '../../../src/domain/privacy/sensitive-span.ts'
import { resolveOverlaps } from '../../../src/privacy/overlaps.ts'

const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(4)
const span = (kind: SensitiveKind, start: number, end: number, confidence = 0.9): SensitiveSpan => ({
  kind,
  start,
  end,
  confidence,
})

describe('spans that overlap', () => {
  test('leave the longer one', () => {
    expect(resolveOverlaps([span('PHONE', 2, 10, 1), span('EMAIL', 0, 20, 0.5)], text)).toEqual([
      span('EMAIL', 0, 20, 0.5),
    ])
  })

  test('leave the more confident one of two equally long', () => {
    expect(resolveOverlaps([span('API_KEY', 0, 10, 0.6), span('PHONE', 0, 10, 0.9)], text)).toEqual([
      span('PHONE', 0, 10, 0.9),
    ])
  })

  test('leave the stricter kind where nothing else decides', () => {
    expect(resolveOverlaps([span('PHONE', 0, 10), span('RESIDENT_ID_CN', 0, 10)], text)).toEqual([
      span('RESIDENT_ID_CN', 0, 10),
    ])
  })

  test('keep what the winner does not cover, so that no half of a value shows', () => {
    expect(resolveOverlaps([span('PHONE', 0, 12), span('IBAN', 8, 30)], text)).toEqual([
      span('PHONE', 0, 8),
      span('IBAN', 8, 30),
    ])
  })

  test('drop a rest that is too short to say anything', () => {
    expect(resolveOverlaps([span('PHONE', 0, 12), span('IBAN', 4, 30)], text)).toEqual([span('IBAN', 4, 30)])
  })

  test('come in order, whatever the order in which they were found', () => {
    const found = resolveOverlaps([span('EMAIL', 40, 50), span('PHONE', 20, 30), span('CARD', 0, 10)], text)

    expect(found.map(({ start }) => start)).toEqual([0, 20, 40])
  })
})
