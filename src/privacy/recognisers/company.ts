import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { Knowledge } from '../knowledge.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { NameRecogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/**
 * Companies that are named as somebody's customer, and those of the directory. Others are what questions and documents
 * are about, and stay.
 */
export const company: NameRecogniser = {
  kind: 'COMPANY',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'Customer: «Halden Instruments GmbH», since 2019',
      'Client name: «Blue Harbor Ltd»',
      '客户：«苏州明达精密仪器有限公司»，签约',
      '客户名称：«远航科技股份有限公司»',
    ],
    passes: [
      'Acme GmbH is in the list of approved suppliers.',
      'Customer: new',
      '有限公司应当依法设立。',
      '客户：见附件',
    ],
  },
  find: findCompanies,
  identityOf: (value) =>
    value
      .replaceAll(/[\s.,]+/g, ' ')
      .trim()
      .toLowerCase(),
}

const labelled =
  /(?:(?:[Cc]ustomer|[Cc]lient|[Aa]ccount)(?: name)?:[ ]{0,3}(?<latin>\p{Lu}[\p{L}\p{N}&'.-]{0,30}(?:[ ][\p{L}\p{N}&'.-]{1,30}){0,5}[ ](?:GmbH|AG|Ltd|Limited|LLC|LLP|PLC|plc|Inc|Corp|Corporation|SA|SAS|SARL|SRL|SpA|BV|NV|AB|Oy|KG|Co)(?![\p{L}\p{N}]))|(?:客户|客户名称|委托方|甲方|乙方|买方|采购方):[ ]{0,3}(?<han>[\p{Script=Han}()]{2,30}?(?:有限责任公司|股份有限公司|有限公司|集团|事务所|公司)))/gu

function findCompanies({ folded }: SearchableText, { directory }: Knowledge): readonly SensitiveSpan[] {
  const found = allMatches(folded, labelled).map((match): SensitiveSpan => {
    const name = match.groups?.['latin'] ?? match.groups?.['han'] ?? ''
    const end = match.index + match[0].length
    return { kind: 'COMPANY', start: end - name.length, end, confidence: 0.8 }
  })
  return [...found, ...directory.current().find(folded, 'COMPANY')]
}
