import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { Knowledge } from '../knowledge.ts'
import { findChineseNames } from '../names/chinese/find-chinese-names.ts'
import { findLatinNames } from '../names/latin/find-latin-names.ts'
import { readChinese } from '../names/chinese/read-chinese.ts'
import { findSpelledBeside } from '../names/spelled-beside.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { NameRecogniser } from './recogniser.ts'

/**
 * Names of people: those of the directory, names in Latin letters of many nations, Chinese names and foreign ones in
 * Chinese characters. A form of address (Dr., 先生) is no part of the name, and a surname with it alone no person.
 */
export const person: NameRecogniser = {
  kind: 'PERSON',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'My name is «Anna Kowalska».',
      'Please ask «Jane Smith» about the visa.',
      'Dr. «Björn Sigurðsson» approved it.',
      'Dear «Giulia», the laptop is ready.',
      'The contract was signed by «Oluwaseun Adebayo» yesterday.',
      'Contact: «Rajesh Krishnamurthy»',
      "«Marie Dubois»'s bonus was paid twice.",
      'Cc: «Ludwig van der Meer»',
      'reimburse «patricia desrosiers» please',
      'Is «Zhang Wei» on leave?',
      '«Aloisia», can I speak to your manager?',
      '«leidy t muris»\nlabor relations director\nphone: please see extension 104',
      '"That was a surprise," says «Bergqvist».',
      'She shouted at «Gary»: "Not now!"',
      '«Dzhambek» is from Utrecht.',
      '> «Gyala van Ekeren»\n> Blue Harbor',
      'my name is «vitoria»',
      'mr. «elliott» flew home on friday',
      '请联系«张伟»处理',
      '姓名：«欧阳娜娜»',
      '总经理«王永刚»，签字',
      '报销人：«陈思远»',
      '同事«刘晓燕»说下周休假',
      '记者«马力»报道',
      '«李雪梅»女士的合同已到期',
      '客户«約翰·史密斯»来电',
      '由«周杰明»先生签署',
      '请联系«Anna Kowalska»处理',
      '同事«Giulia»说下周休假',
      '演員 «Tashiko» 出席',
      '导演«JamesCameron»的新片',
    ],
    passes: [
      'Who approves travel above 500 EUR?',
      'The Customer Support team uses Google Cloud in New York.',
      'May I mark this as read, or will the price change in April?',
      'Additionally, you may work from home.',
      'See Annual Leave Policy, Section Two, for Senior Managers.',
      'Kubernetes and Jenkins run in the Frankfurt region.',
      'Mayo-Walters is a multinational company.',
      'Lopez, Santos and Coleman is a design agency.',
      'i would like this to be over before breakfast, has it been lost?',
      '年假管理办法适用于全体员工。',
      '王先生来电。',
      '北京分公司的报销流程是什么？',
      '高温津贴由人力资源部发放，白天和夜间标准相同。',
      '任何单位和个人不得违反本规定。',
      '用Jenkins部署到Kubernetes，再打开Chrome。',
      '由Hilton酒店提供。',
    ],
  },
  find: findPeople,
  identityOf: identityOfPerson,
}

function findPeople(text: SearchableText, { nameLists, chineseWords, directory }: Knowledge): readonly SensitiveSpan[] {
  const { folded } = text
  const reading = readChinese(text, chineseWords)
  // Words around a name are known in simplified characters, of which a text has as many.
  const chinese = findChineseNames(reading)
  const names = [
    ...findLatinNames(reading.text || folded, nameLists),
    ...findSpelledBeside(folded, chinese, nameLists),
    ...chinese,
  ]
  return [...names.map((name) => ({ ...name, kind: 'PERSON' as const })), ...directory.current().find(folded, 'PERSON')]
}

const surnameFirst = /^([^,]+), ([^,]+)$/

/**
 * Case and spaces do not matter in a full name, and `Smith, Jane` is `Jane Smith`. A name of one word keeps its case,
 * since `Will` is not `will`; it is never taken for the same as a full name that holds it.
 */
function identityOfPerson(value: string): string {
  const name = value.trim().replaceAll(/\s+/g, ' ').replace(surnameFirst, '$2 $1')
  return name.includes(' ') ? name.replaceAll('.', '').toLowerCase() : name
}
