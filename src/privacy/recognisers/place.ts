import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import { findChinesePlaces } from '../addresses/chinese/find-chinese-places.ts'
import type { Knowledge } from '../knowledge.ts'
import { readChinese } from '../names/chinese/read-chinese.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { NameRecogniser } from './recogniser.ts'

/**
 * Names of countries, towns, streets and buildings in Chinese. They are found so that they can be counted, and hidden
 * where that is wanted: questions are about them too often. An address that leads to a house is a kind of its own.
 */
export const place: NameRecogniser = {
  kind: 'PLACE',
  languages: ['zh'],
  examples: {
    matches: [
      '他刚从«纽约»回来。',
      '公司总部设在«四川省»。',
      '会议在«世纪广场»举行。',
      '项目位于«蒜村»。',
      '她住在«中关村»附近。',
    ],
    passes: ['年假需要经理审批。', '这个村的人都来了。', '市、县人民政府应当加强管理。', '员工应当遵守规定。'],
  },
  find: findPlaces,
  identityOf: (value) => value,
}

function findPlaces(text: SearchableText, { chineseWords }: Knowledge): readonly SensitiveSpan[] {
  return findChinesePlaces(readChinese(text, chineseWords)).map((found) => ({ ...found, kind: 'PLACE' }))
}
