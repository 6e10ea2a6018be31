import { cues, latinWords } from './clues/cues.ts'
import { findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'
import { chineseDate, compactDate, englishDate, numericDate, year } from './clues/written-dates.ts'

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone(numericDate), named: 0.95 },
  { pattern: standingAlone(englishDate), named: 0.95 },
  { pattern: standingAlone(chineseDate), named: 0.95 },
  { pattern: standingAlone(compactDate), named: 0.9 },
  { pattern: standingAlone(year), named: 0.75 },
]

const words = cues({
  for:
    latinWords(
      'born(?: (?:on|in))?|(?:date|day|year) of birth|birth ?(?:date|day)s?|d\\.?o\\.?b\\.?|b-?day|geboren|geburtsdatum',
    ) + '|出生日期|出生年月日?|出生于|出生|生日|生于|诞生于',
  against:
    latinWords(
      'founded|issued|dated?(?! of)|expir\\w+|since|joined|hired|started|signed|updated|valid|died|until|version',
    ) + '|成立|签发|有效期|入职|离职|更新|发布|截至|登记|去世',
})

/** The days on which people were born: dates behind a word that says so. */
export const dateOfBirth: Recogniser = {
  kind: 'DATE_OF_BIRTH',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'Date of birth: «1984-03-21»',
      'She was born on «21 March 1984» in Lyon.',
      'born «March 21st, 1984»',
      'DOB «03/21/1984»',
      'born in «1984»',
      '出生日期：«1984年3月21日»',
      '生于«1984年3月»，汉族',
      '生日：«１９８４－０３－２１»',
      '出生年月 «19840321»',
      '生日是«3月21日»',
    ],
    passes: [
      'The company was founded on 21 March 1984.',
      'Issued on 2024-05-17.',
      '合同签发日期：2024年5月17日',
      'The date of birth is needed.',
      'born in Lyon; version 1984.3.21',
      '出生医学证明编号',
    ],
  },
  find: findNumbers('DATE_OF_BIRTH', shapes, words, 24),
  identityOf: (value) => value.toLowerCase().replaceAll(/\s+/g, ' '),
}
