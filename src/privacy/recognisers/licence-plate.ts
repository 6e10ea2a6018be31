import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** GA 36-2018: province, office, a dot, then five characters, six for electric cars; the last may say what the car is for. */
const chinese =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z] ?[·•.-]? ?(?:[A-HJ-NP-Za-hj-np-z0-9]{4,5}(?:[A-HJ-NP-Za-hj-np-z0-9]|[挂学警港澳使领]))(?![A-Za-z0-9])/g
/** Five of them have at most two letters among them. */
const leastDigits = 3

const shapes: readonly NumberShape[] = [
  {
    pattern: standingAlone(
      '[A-Z]{1,3}[ -]?[A-Z]{0,2}[ -]?\\d{1,4}[ -]?[A-Z]{0,3}|\\d{1,4}[ -]?[A-Z]{1,3}[ -]?\\d{0,4}',
    ),
    holds: isPlate,
    named: 0.8,
  },
]

function isPlate(characters: string): boolean {
  return characters.length >= 4 && characters.length <= 8 && /\d/.test(characters) && /[A-Z]/.test(characters)
}

const words = cues({
  for:
    latinWords(
      '(?:licen[cs]e|number|registration|vehicle|car) ?plates?(?: (?:numbers?|no))?|plate (?:numbers?|no)|(?:vehicle|car) registration(?: (?:numbers?|no))?|kfz-?kennzeichen|kennzeichen|vrm|vrn',
    ) + '|车牌|牌照|車牌',
  against: latinWords('size|part|orders?|since|before|after'),
})

const findNamed = findNumbers('LICENCE_PLATE', shapes, words, 28)

/** Licence plates: Chinese ones by their shape, others behind a word for it. */
export const licencePlate: Recogniser = {
  kind: 'LICENCE_PLATE',
  languages: ['zh', 'en'],
  examples: {
    matches: [
      '车牌号«京A12345»',
      '«粤B·D12345»停在门口',
      '«沪A 8K321»违停',
      '请登记«粤Ｚ·１２３４港»',
      'The car «苏E·6F298» is parked.',
      'license plate «7ABC123»',
      'number plate: «AB12 CDE»',
      'Kennzeichen «M-AB 1234»',
    ],
    passes: [
      '京A股指数',
      '云ABCDEF',
      '新H5页面上线',
      'license plate frame',
      'plate 20 mm',
      'a number plate before 2019',
      '浙A区123号',
    ],
  },
  find: findPlates,
  identityOf: charactersOf,
}

function findPlates(text: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const { index, 0: plate } of allMatches(text.folded, chinese)) {
    if ((plate.match(/\d/g) ?? []).length < leastDigits) continue
    spans.push({ kind: 'LICENCE_PLATE', start: index, end: index + plate.length, confidence: 0.92 })
  }
  return [...spans, ...findNamed(text)]
}
