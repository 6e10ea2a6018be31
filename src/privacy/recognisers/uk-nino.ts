import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

/** Letters and prefixes that HM Revenue & Customs uses. */
const isAssigned = (characters: string) =>
  /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]/.test(characters)

const shapes: readonly NumberShape[] = [
  {
    pattern: standingAlone('[A-Z]{2}([ -]?)\\d{2}\\1\\d{2}\\1\\d{2}\\1[A-D]'),
    holds: isAssigned,
    named: 0.97,
    alone: 0.85,
  },
  { pattern: standingAlone('[A-Z]{2}([ -]?)\\d{2}\\1\\d{2}\\1\\d{2}\\1[A-D]', 'gi'), holds: isAssigned, named: 0.95 },
  {
    pattern: standingAlone('[A-Z]{2}([ -]?)\\d{2}\\1\\d{2}\\1\\d{2}(?![ -]?[A-D](?![A-Z]))', 'gi'),
    holds: isAssigned,
    named: 0.8,
  },
]

const words = cues({
  for:
    latinWords('ninos?|ni (?:numbers?|no)|national insurance(?: (?:numbers?|no))?|nat\\.? ?ins') +
    '|国民保险号|国家保险号',
  against: latinWords('part|orders?|serial|model|flight|postcode') + '|订单|型号',
})

/** United Kingdom National Insurance numbers. */
export const ukNino: Recogniser = {
  kind: 'UK_NINO',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'NI number «AB 12 34 56 C»',
      'Her NINO is «JG103759A».',
      'National Insurance number: «jg 10 37 59 a»',
      '«JG103759A» is on the payslip',
      'national insurance no. «JG103759»',
      '国民保险号«ＪＧ１０３７５９Ａ»',
    ],
    passes: ['NI number BG123456A', 'NINO DA123456A', 'part AB123456C', 'ref AB123456', 'XJG103759A'],
  },
  find: findNumbers('UK_NINO', shapes, words),
  identityOf: charactersOf,
}
