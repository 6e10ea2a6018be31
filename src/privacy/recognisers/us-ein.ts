import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

/** Prefixes that the Internal Revenue Service has given to no office. */
const unassigned = /^(?:0[0789]|1[789]|28|29|49|69|7[089]|89|9[67])/

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('\\d{2}[ -]?\\d{7}'), holds: (digits) => !unassigned.test(digits), named: 0.9 },
]

const words = cues({
  for:
    latinWords(
      'f?ein|employer (?:id|identification)(?: (?:numbers?|no))?|federal tax (?:id|identification)(?: (?:numbers?|no))?|tax ?id(?:entification)?(?: (?:numbers?|no))?',
    ) + '|雇主识别号|联邦税号',
  against: latinWords('orders?|invoices?|tickets?|phone|tel|fax') + '|订单|单号|电话',
})

/** United States employer identification numbers. They have no check, so that a word must say what they are. */
export const usEin: Recogniser = {
  kind: 'US_EIN',
  languages: ['en', 'zh'],
  examples: {
    matches: ['EIN: «12-3456789»', 'our federal tax ID is «94-3404331».', '雇主识别号«12-3456789»'],
    passes: ['EIN 07-3456789', 'part 12-3456789', 'call 12-3456789', 'Ein Termin am 12-34567890'],
  },
  find: findNumbers('US_EIN', shapes, words),
  identityOf: charactersOf,
}
