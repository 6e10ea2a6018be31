import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

/** Begins with 9; the fourth and fifth digit lie in the ranges that the Internal Revenue Service uses. */
const isAssigned = (digits: string) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits)

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('9\\d{2}-\\d{2}-\\d{4}'), holds: isAssigned, named: 0.95, alone: 0.75 },
  { pattern: standingAlone('9\\d{2}([ .]?)\\d{2}\\1\\d{4}'), holds: isAssigned, named: 0.85 },
]

const words = cues({
  for:
    latinWords(
      'itins?|individual tax(?:payer)? (?:id|identification)(?: numbers?)?|tax ?(?:payer)? (?:id|identification)(?: numbers?)?',
    ) + '|个人纳税识别号',
  against:
    latinWords('orders?|invoices?|tickets?|tracking|serial|part|model|fax|phone|tel|sku') + '|订单|单号|发票|电话',
})

/** United States individual taxpayer identification numbers. */
export const usItin: Recogniser = {
  kind: 'US_ITIN',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'His ITIN is «912-70-1234».',
      'on file: «970-88-4321»',
      'individual taxpayer identification number «912701234»',
      '个人纳税识别号：«９１２－７０－１２３４»',
    ],
    passes: ['ITIN 912-49-1234', 'ITIN 812-70-1234', 'order 912-70-1234', 'room 912701234'],
  },
  find: findNumbers('US_ITIN', shapes, words),
  identityOf: charactersOf,
}
