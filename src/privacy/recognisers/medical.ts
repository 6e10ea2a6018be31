import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, latinWords } from './clues/cues.ts'
import { speaksOfPerson } from './clues/person-nearby.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const conditions = new RegExp(
  latinWords(
    "(?:type [12] )?diabetes(?: mellitus)?|(?:breast |lung |skin |prostate |colon |cervical )?cancer|leuk(?:a)?emia|lymphoma|melanoma|tumou?rs?|hiv(?:[ -]positive)?|aids|hepatitis(?: [a-e])?|tuberculosis|syphilis|covid(?:-19)?|(?:clinical |severe |postnatal )?depression|anxiety(?: disorder)?|bipolar(?: disorder)?|schizophrenia|ptsd|burn-?out|autism|adhd|dementia|alzheimer(?:'s|’s)?(?: disease)?|parkinson(?:'s|’s)?(?: disease)?|multiple sclerosis|epilepsy|migraines?|asthma|copd|pneumonia|hypertension|high blood pressure|heart (?:attack|failure|disease)|stroke|arthritis|lupus|crohn(?:'s|’s)?(?: disease)?|ulcerative colitis|kidney (?:failure|disease)|cirrhosis|endometriosis|miscarriage|abortion|pregnan(?:t|cy)|infertility|anorexia|bulimia|alcoholism|(?:drug |opioid |alcohol )?addiction|slipped disc|herniated disc|concussion|chemotherapy|dialysis|insulin|methadone|antidepressants?",
  ) +
    '|(?:[12]型)?糖尿病|(?:乳腺|肺|胃|肝|肠|结肠|直肠|宫颈|甲状腺|前列腺|皮肤|胰腺|食管|血|卵巢)癌|癌症|白血病|淋巴瘤|恶性肿瘤|肿瘤|艾滋病|HIV(?:阳性)?|(?:[甲乙丙]型)?肝炎|乙肝|丙肝|肺结核|结核病|梅毒|新冠(?:肺炎)?|抑郁症|焦虑症|双相情感障碍|躁郁症|精神分裂症?|自闭症|老年痴呆|阿尔茨海默(?:症|病)|帕金森(?:症|病)?|多发性硬化|癫痫|偏头痛|哮喘|慢阻肺|肺炎|高血压|冠心病|心脏病|心肌梗死|心梗|脑梗死?|中风|关节炎|红斑狼疮|尿毒症|肾衰竭|肝硬化|子宫内膜异位|流产|怀孕|不孕不育?|厌食症|酗酒|药物成瘾|椎间盘突出|脑震荡|化疗|透析|胰岛素|抗抑郁药',
  'giu',
)

const diagnosis = cues({
  for:
    latinWords(
      'diagnos(?:ed|is)(?: (?:with|of|as))?|suffer(?:s|ed|ing)?(?: from)?|treat(?:ed|ment)(?: for)?|histor(?:y|ies) of|tested positive(?: for)?|positive for|has|had|have|having|got|is|was|am|because of|due to|after|takes?|taking|on|prescribed|living with|recover(?:s|ed|ing) from|surgery for|her|his|my',
    ) + '|患有?|确诊为?|诊断[为:出]?|查出|罹患|得了|有|病史|因|服用|治疗|接受|感染|正在|已经?|怀疑|突发|做',
  against:
    latinWords('in case of|prevent(?:s|ion)?|against|insurance|risk of|research|policy|leave for|such as|e\\.g') +
    '|预防|保险|如|例如|等|防治',
})
const reach = 20

/** What ails one person: illnesses and treatments in a sentence that speaks of a person who has them. */
export const medical: Recogniser = {
  kind: 'MEDICAL',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'She was diagnosed with «breast cancer» last year.',
      'My boss knows that I suffer from «depression».',
      'He has «type 2 diabetes» and works nights.',
      'On Friday Anna Schmidt was treated for «epilepsy».',
      'I am «pregnant», when does leave begin?',
      '张伟被确诊为«肺癌»',
      '我患有«抑郁症»，能远程办公吗',
      '她因«椎间盘突出»请假两周',
    ],
    passes: [
      'Sick leave covers cancer, stroke and similar illnesses.',
      'Employees with diabetes may take breaks.',
      'The cancer research fund is open to all.',
      'Pregnancy is announced to HR.',
      '患有癌症的员工可享受24个月医疗期',
      '预防高血压讲座',
    ],
  },
  find: findConditions,
  identityOf: (value) => value.toLowerCase(),
}

function findConditions({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const { index, 0: condition } of allMatches(folded, conditions)) {
    const end = index + condition.length
    if (cueBefore(folded, index, reach, diagnosis) !== 'for' || !speaksOfPerson(folded, index, end)) continue
    spans.push({ kind: 'MEDICAL', start: index, end, confidence: 0.7 })
  }
  return spans
}
