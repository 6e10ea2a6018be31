import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { latinWords } from './clues/cues.ts'
import { standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'
import { chineseDate, englishDate, numericDate, year } from './clues/written-dates.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const weekday =
  latinWords('(?:mon|tues|wednes|thurs|fri|satur|sun)days?') +
  '|(?:星期|礼拜)[一二三四五六日天]|(?<!每|[一二三四五六七八九十\\d])周[一二三四五六日](?!年)'
/** A year alone: not an amount, nor a part of a longer name. */
const yearAlone = `${year}(?![%‰]|\\s?(?:元|人|个|美元|字|页|kg|km|ms|eur|usd))`

const patterns = [
  standingAlone(numericDate),
  standingAlone(englishDate),
  standingAlone(chineseDate),
  new RegExp(weekday, 'giu'),
  new RegExp(`(?<![$€£¥#§]\\s?|[A-Za-z]-)${standingAlone(yearAlone).source}`, 'g'),
]

/** Days, months and years. They are found so that they can be hidden where that is wanted; days of birth are a kind of their own. */
export const date: Recogniser = {
  kind: 'DATE',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'It was signed on «2024-05-17».',
      'on «17.05.2024» at noon',
      'by «5/17/2024»',
      'since «17 May 2024», at least',
      'from «May 17th, 2024»',
      'logged at «2012-10-01 00:46:43»',
      'It opened in «1977».',
      'See you on «Tuesday».',
      '自«2024年5月17日»起施行',
      '«二〇二四年五月»修订',
      '«星期三»开会',
      '截至«２０２４－０５－１７»',
    ],
    passes: [
      'version 2.5.17',
      'section 4.6.2.0',
      'order 20240517',
      'costs $2024',
      'room 1234',
      'He may 5 times',
      '共2000人',
      'ISO-2024',
    ],
  },
  find: findDates,
  identityOf: (value) => value.toLowerCase().replaceAll(/\s+/g, ' '),
}

function findDates({ folded }: SearchableText): readonly SensitiveSpan[] {
  return patterns.flatMap((pattern) =>
    allMatches(folded, pattern).map(({ index, 0: text }) => ({
      kind: 'DATE' as const,
      start: index,
      end: index + text.length,
      confidence: 0.8,
    })),
  )
}
