import { allMatches } from '../../domain/text/all-matches.ts'

/** What looks like a negation and says "at most" or nothing at all. */
const noNegation =
  /\bnot only\b|\bwhether or not\b|^\W*(?:no|yes)\s*[,.:;—-]|^\W*(?:不|否|不是|是)[，,。]|\b(?:no|not) (?:more|later|less|fewer|longer|earlier) than\b|\b(?:not|never|n't|cannot)\b(?=[^,;.]{0,40}\b(?:exceed|more than|longer than|later than|above|over)\b)|不仅|不但|不过|不同|不(?:得|能|可|应)?(?:超过|少于|低于|晚于|高于|多于|早于|大于|小于)|不足|不满|是不是|能不能|可不可以|是否|要不要|无论|非常|不限于|(?:未|没|无法|不(?![得能可会应]))[^，。；,;]{1,4}?的/giu
const negation =
  /\b(?:not|no|never|none|nobody|nothing|cannot|without|nor|neither|prohibited|forbidden|banned|refused|rejected|ineligible|excluded|unable|impossible)\b|n['’]t\b|不|没有?|未|无|勿|禁止|严禁|非|拒绝/giu

/** Words that turn a claim into its opposite, one way on the left and the other on the right. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/\bbefore\b|之前|以前/iu, /\bafter\b|之后|以后/iu],
  [/\babove\b|\bmore than\b|\bover\b|以上|高于|超过/iu, /\bbelow\b|\bless than\b|\bunder\b|以下|低于|不足/iu],
  [
    /\bat least\b|\bminimum\b|至少|不少于|最少|不低于/iu,
    /\bat most\b|\bmaximum\b|\bup to\b|\bno more than\b|最多|至多|不超过|最高/iu,
  ],
  [/\b(?:increas|rise|rose|rais)\w*|增加|提高|上调/iu, /\b(?:decreas|reduc|lower|fell)\w*|减少|降低|下调/iu],
  [/\bpaid\b|带薪/iu, /\bunpaid\b|无薪/iu],
  [/\b(?:required|mandatory|must)\b|必须|须/iu, /\b(?:optional|voluntary)\b|自愿|可选/iu],
  [/\baccept\w*|接受/iu, /\b(?:reject|refus)\w*|拒绝/iu],
  [/\binclud\w*|包括|包含/iu, /\bexclud\w*|不含|不包括/iu],
  [/\bupstream\b|上游/iu, /\bdownstream\b|下游/iu],
  [/\benabled?\b|启用/iu, /\bdisabled?\b|停用|禁用/iu],
  [/\bpass(?:es|ed)?\b|合格/iu, /\bfail(?:s|ed)?\b|不合格/iu],
  [/\bearliest\b|最早/iu, /\blatest\b|最晚|最迟/iu],
]

/** Whether two statements of the same thing say opposite things: one is negated, or uses the opposite word. */
export function contradicts(claim: string, evidence: string): boolean {
  return isNegated(claim) !== isNegated(evidence) || saysOpposite(claim, evidence)
}

/** Whether one statement uses the opposite word, or the rate of another period; negations do not count. */
export function saysOpposite(claim: string, evidence: string): boolean {
  return (
    hasOtherRate(claim, evidence) ||
    opposites.some(([one, other]) => says(claim, one, other) && says(evidence, other, one)) ||
    opposites.some(([one, other]) => says(claim, other, one) && says(evidence, one, other))
  )
}

const perPeriod =
  /(?:每个?|\b(?:a|per|each|every) )(?<period>年|月|天|日|周|星期|晚|小时|night|day|week|month|year|hour)/giu
const periods: Readonly<Record<string, string>> = {
  年: 'year',
  月: 'month',
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  晚: 'night',
  小时: 'hour',
}

/** "120 a month" is not "120 a year". */
function hasOtherRate(claim: string, evidence: string): boolean {
  const [claimed, held] = [ratesIn(claim), ratesIn(evidence)]
  return claimed.length > 0 && held.length > 0 && !claimed.some((rate) => held.includes(rate))
}

function ratesIn(text: string): readonly string[] {
  return allMatches(text, perPeriod).map((match) => {
    const period = match.groups?.['period']?.toLowerCase() ?? ''
    return periods[period] ?? period
  })
}

function says(text: string, word: RegExp, opposite: RegExp): boolean {
  return word.test(text) && !opposite.test(text)
}

/** Whether a text says that something is not so; two negations cancel each other out. */
export function isNegated(text: string): boolean {
  const count = text.normalize('NFKC').replaceAll(noNegation, ' ').match(negation)?.length ?? 0
  return count % 2 === 1
}
