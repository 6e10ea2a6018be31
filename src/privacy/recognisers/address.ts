import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import { findChineseAddresses } from '../addresses/chinese/find-chinese-addresses.ts'
import { findWesternAddresses } from '../addresses/western/find-western-addresses.ts'
import type { Knowledge } from '../knowledge.ts'
import { readChinese } from '../names/chinese/read-chinese.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { NameRecogniser } from './recogniser.ts'

/** Postal addresses that lead to a house, or to a box. The name of a town, a region or a country alone is none. */
export const address: NameRecogniser = {
  kind: 'ADDRESS',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'I live at «42 Garden Street, Springfield, IL 62704».',
      'Ship it to «221B Baker Street, London NW1 6XE» please.',
      'Adresse: «Lindenstraße 14, 80331 München»',
      'She lives at «Calle Mayor 15, Madrid».',
      'send to «Unit 4719 Box 7394, DPO AP 70942»',
      'address: «12 rue de la Paix, Paris, France»',
      '我住在«北京市海淀区中关村大街27号1101室»，电话',
      '收货地址：«广东省深圳市南山区科技园南区深南大道9988号腾讯大厦12层»',
      '寄到«浦东新区张江镇祖冲之路2288弄3号»',
      '家住«朝阳区建国路88号»',
    ],
    passes: [
      'The Munich office moves in March 2026.',
      'Version 4.6 of Windows 10 Pro needs 16 GB RAM.',
      'See Section 12, Table 3 and Figure 4.',
      'We have offices in Berlin, Germany and Paris, France.',
      '北京和上海的差旅标准',
      '广东省深圳市的社保政策',
      '第三条 市、县人民政府应当加强管理。',
    ],
  },
  find: findAddresses,
  identityOf: (value) => value.replaceAll(/[\s,.，。]+/g, '').toLowerCase(),
}

function findAddresses(text: SearchableText, { chineseWords }: Knowledge): readonly SensitiveSpan[] {
  const addresses = [...findWesternAddresses(text.folded), ...findChineseAddresses(readChinese(text, chineseWords))]
  return addresses.map((found) => ({ ...found, kind: 'ADDRESS' }))
}
