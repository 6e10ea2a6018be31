import { describe, expect, test } from '@jest/globals'
import { newerOf } from '../../../../ingest/versions/newer-version.ts'

const version = (fields: {
  readonly path?: string
  readonly title?: string
  readonly date?: string
  readonly modifiedAt?: number
}) => ({
  path: 'handbook.pdf',
  title: 'Handbook',
  modifiedAt: 1_700_000_000_000,
  ...fields,
})

describe('the newer of two versions', () => {
  test.each([
    ['the later date', { date: '2023-12-31' }, { date: '2024-01-01', modifiedAt: 1 }],
    ['the higher number in the path', { path: 'policy-v2.md' }, { path: 'policy-v10.md' }],
    ['the later year in a Chinese title', { title: '员工手册2023' }, { title: '员工手册2024' }],
    ['the later file, where nothing else tells', { modifiedAt: 1 }, { modifiedAt: 1 + 2 * 86_400_000 }],
  ])('has %s', (_, older, newer) => {
    const [a, b] = [version(older), version(newer)]
    expect([newerOf(a, b), newerOf(b, a)]).toEqual([b, b])
  })

  test('is not known of files with other names that were written on the same day', () => {
    expect(newerOf(version({ path: 'a.md' }), version({ path: 'b.md' }))).toBeUndefined()
  })
})
