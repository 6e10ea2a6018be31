import { expect, test } from '@jest/globals'
import { describePrivacyScores } from '../../../src/cli/wording/describe-privacy-scores.ts'

test('scores are a table for each set; findings in plain texts are told by length, and what redaction takes', () => {
  const text = describePrivacyScores({
    sets: [
      {
        name: 'mails',
        texts: 12,
        labels: [
          {
            label: 'PHONE',
            marked: 10,
            found: 9,
            exact: { precision: 0.5, recall: 0.45, f1: 0.474 },
            overlap: { precision: 1, recall: 0.9, f1: 0.947 },
            masked: 0.95,
          },
        ],
        maskedOfSensitive: 0.8,
        maskedOfOthers: 0.012,
      },
      { name: 'news', texts: 3, labels: [], maskedOfSensitive: 1, maskedOfOthers: 0 },
    ],
    plain: [{ name: 'laws', texts: 2, characters: 40_000, kinds: { PHONE: 2 } }],
    speed: [{ name: '100 kB of digits', times: 3, medianMs: 7.25, p95Ms: 9 }],
  })

  expect(text).toMatch(/^mails, 12 texts$/m)
  expect(text).toMatch(/^PHONE +10 +9 +0\.500 +0\.450 +0\.474 +1\.000 +0\.900 +0\.947 +0\.950$/m)
  expect(text).toContain('Characters found: 0.800 of the sensitive ones, 0.012 of the others.')
  expect(text).toContain('news, 3 texts: no label of it is looked for.')
  expect(text).toMatch(/^laws +2 +0\.50$/m)
  expect(text).toMatch(/^100 kB of digits +3 +7\.3 +9\.0$/m)
})
