import { describe, expect, test } from '@jest/globals'
import { isCustom, isHidden, sensitiveKindNames } from '../../../../src/domain/privacy/sensitive-span.ts'
import { nameRecognisers, recognisers } from '../../../../src/privacy/recognisers.ts'
import { findByForm, findSensitive } from '../../../support/find-sensitive.ts'

/** What a custom kind is, each company says itself. */
const kinds = sensitiveKindNames.flatMap((kind) => (isCustom(kind) ? [] : [kind]))

describe.each(kinds)('%s', (kind) => {
  const { examples, kind: declared } = { ...recognisers, ...nameRecognisers }[kind]

  /** Names around a value are no concern of the other recognisers. */
  const find = kind in nameRecognisers ? findSensitive : findByForm

  test('is what its recogniser says it finds', () => {
    expect(declared).toBe(kind)
    expect(examples.matches.length).toBeGreaterThan(0)
    expect(examples.passes.length).toBeGreaterThan(0)
  })

  test.each(examples.matches)('is found, from end to end, in: %s', (marked) => {
    const [before = '', value = '', after = ''] = marked.split(/[«»]/)

    const found = find(before + value + after).filter((span) => span.kind === kind || isHidden(span.kind))

    expect(found).toEqual([
      { kind, start: before.length, end: before.length + value.length, confidence: expect.any(Number) },
    ])
  })

  test.each(examples.passes)('is not seen in: %s', (text) => {
    const found = find(text).filter((span) => span.kind === kind)

    expect(found).toEqual([])
  })
})
