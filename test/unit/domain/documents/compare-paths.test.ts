import { expect, test } from '@jest/globals'
import { comparePaths } from '../../../../src/domain/documents/compare-paths.ts'

test('paths are ordered by code point, as UTF-8 bytes are', () => {
  const paths = ['a/b.md', 'a.md', 'a', 'ab', '休假.md', '\u{20000}.md', '\uffe5.md', 'Z.md', '', 'é', 'a-b/c']
  const byBytes = paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))

  expect(paths.toSorted(comparePaths)).toEqual(byBytes)
})

test('the same path is neither before nor behind itself', () => {
  expect(comparePaths('休假/a.md', '休假/a.md')).toBe(0)
})
