import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

/** Area, group and serial number as the Social Security Administration assigns them: none is zero, nor 666 or 9xx. */
const isAssigned = (digits: string) => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits)

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('\\d{3}-\\d{2}-\\d{4}'), holds: isAssigned, named: 0.98, alone: 0.85 },
  { pattern: standingAlone('\\d{3}([ .])\\d{2}\\1\\d{4}'), holds: isAssigned, named: 0.9 },
  { pattern: standingAlone('\\d{9}'), holds: isAssigned, named: 0.85 },
]

const words = cues({
  for: latinWords('ssns?|social security(?: (?:numbers?|no))?|soc ?sec') + '|社会安全号码?|社安号码?|美国社保号',
  against:
    latinWords('orders?|invoices?|tickets?|tracking|serial|part|model|fax|phone|tel|sku|isbn|itin|ein') +
    '|订单|单号|发票|序列号|电话',
})

/** United States Social Security numbers. */
export const usSsn: Recogniser = {
  kind: 'US_SSN',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'My SSN is «460-89-9847».',
      'It is «054-28-6917» on the form.',
      'social security number: «460 89 9847»',
      'SSN: «460899847»',
      '«460-89-9847» is my social security number',
      '美国社安号«460-89-9847»',
      'SSN：«４６０－８９－９８４７»',
    ],
    passes: [
      'SSN 000-12-3456',
      'SSN 666-12-3456',
      'SSN 912-00-3456',
      'order 460-89-9847',
      'part no. 460-89-9847',
      'ref 460899847',
      'id 1460-89-98471',
      '2460-89-9847-3',
    ],
  },
  find: findNumbers('US_SSN', shapes, words),
  identityOf: charactersOf,
}
