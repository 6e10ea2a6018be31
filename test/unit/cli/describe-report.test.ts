import { describe, expect, test } from '@jest/globals'
import { describeReport } from '../../../src/cli/wording/describe-report.ts'
import { durationText } from '../../../src/cli/wording/duration.ts'
import type { FileResult } from '../../../src/domain/ingest/ingest-report.ts'
import { reportWith } from '../../support/ingest/scripted-ingest.ts'

const failure = (path: string, reason: string, hint?: string): FileResult => ({
  path,
  outcome: 'failed',
  chunks: 0,
  reason,
  ...(hint !== undefined && { hint }),
})

describe('the report for people', () => {
  test('tells a reason once for all files that share it, with what to do', () => {
    const report = reportWith({
      failed: 3,
      failures: [
        failure('a.pdf', 'It is locked.', 'Save it without a password.'),
        failure('b.pdf', 'It is empty.'),
        failure('合同.pdf', 'It is locked.', 'Save it without a password.'),
      ],
    })

    const lines = describeReport(report, 'run-1').split('\n')
    const from = lines.indexOf('3 failed:')
    expect(lines.slice(from + 1)).toEqual([
      '  It is locked.',
      '    → Save it without a password.',
      '      a.pdf',
      '      合同.pdf',
      '  It is empty.',
      '      b.pdf',
    ])
  })

  test('takes reasons that name their file for the same', () => {
    const failures = ['a.pdf', '合同.pdf'].map((path) => failure(path, `"${path}" is damaged.`))

    const lines = describeReport(reportWith({ failed: 2, failures })).split('\n')
    expect(lines.slice(-3)).toEqual(['  The file is damaged.', '      a.pdf', '      合同.pdf'])
  })

  test('is cut at twenty failures and says where the others are', () => {
    const failures = Array.from({ length: 25 }, (_, number) => failure(`${number}.pdf`, 'It is locked.'))

    const text = describeReport(reportWith({ failed: 25, failures }), 'run-1')
    expect(text).toContain('19.pdf')
    expect(text).not.toContain('20.pdf')
    expect(text).toContain('… and 5 more: lorekeep runs show run-1')
  })

  test('is not cut where it is looked up', () => {
    const failures = Array.from({ length: 25 }, (_, number) => failure(`${number}.pdf`, 'It is locked.'))

    expect(describeReport(reportWith({ failed: 25, failures }))).toContain('24.pdf')
  })

  test('has the counts, and the warnings with their files', () => {
    const text = describeReport(
      reportWith({
        removed: 4,
        skipped: 7,
        chunksReused: 5,
        revision: 'abc123',
        warnings: [{ path: 'x.md', outcome: 'added', chunks: 1, warning: 'Its labels cannot be read.' }],
      }),
    )
    expect(text).toContain('2 files of handbook in 1.5 s: 2 added')
    expect(text).toContain('4 removed; 7 of other kinds skipped')
    expect(text).toContain('6 chunks written, 5 of them')
    expect(text).toContain('abc123')
    expect(text).toContain('  Its labels cannot be read.\n      x.md')
  })
})

test.each([
  [400, '0.4 s'],
  [9960, '10 s'],
  [89_000, '89 s'],
  [150_000, '3 min'],
  [11_100_000, '3 h 05 min'],
])('%i ms are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text)
})
