import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

const hasDigits = (characters: string) => /\d(?:.*\d){3}/.test(characters)

const shapes: readonly NumberShape[] = [
  // Great Britain: surname, year and day of birth, initials, checks.
  {
    pattern: standingAlone('[A-Z]{1,5}9{0,4}\\d[0156]\\d[0-3]\\d{2}[A-Z9]{2}[A-Z0-9]{3}'),
    holds: (characters) => characters.length === 16,
    named: 0.95,
    alone: 0.8,
  },
  // The states of the USA, the countries of Europe, file numbers in China: letters and digits in groups.
  { pattern: standingAlone('(?:[A-Z]{1,3}[ -]?)?\\d{2,7}(?:-\\d{2,7}){1,3}'), holds: hasDigits, named: 0.8 },
  { pattern: standingAlone('[A-Z]{0,3}\\d[A-Z0-9]{4,17}'), holds: hasDigits, named: 0.8 },
]

const words = cues({
  for:
    latinWords(
      "(?:driver'?s?|drivers'|driver’s|driving) ?(?:licen[cs]es?|lic|permit)|dl(?: (?:numbers?|no))?|licen[cs]e (?:id|numbers?|no)|dvla|f(?:ü|ue)hrerschein(?:nummer)?|permis de conduire",
    ) + '|驾驶证|驾照|驾驶执照|机动车驾驶|档案编号|駕照|駕駛執照',
  against:
    latinWords(
      '(?:software|product|plate|business|trade|vehicle|medical|seat) licen[cs]es?(?: (?:ids?|numbers?|no))?|plate|vehicle|orders?|invoices?|phone|mobile|tel|dated?|expir\\w+|issued|born|ssn|passport',
    ) + '|订单|电话|手机|签发|有效期|软件|营业',
})

/** Driving licence numbers: British ones by their shape, others behind a word for it. */
export const drivingLicence: Recogniser = {
  kind: 'DRIVING_LICENCE',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      "My driver's license is «F162823540116».",
      'driving licence «MORGA657054SM9IJ»',
      'The licence «MORGA657054SM9IJ» was shown.',
      'driver license number: «2270-66-1551»',
      'DL no. «D1234567»',
      'Führerschein «B072RRE2I55»',
      '驾驶证档案编号：«440101234567»',
      '驾照«４４０３０１２３４５６７»已过期',
    ],
    passes: [
      'The software license number is AB123456.',
      'A driving licence is needed since 2019.',
      'driving licence expires 2027-05-17',
      'part MORGA657054',
      '驾驶证有效期至20270517',
    ],
  },
  find: findNumbers('DRIVING_LICENCE', shapes, words, 36),
  identityOf: charactersOf,
}
