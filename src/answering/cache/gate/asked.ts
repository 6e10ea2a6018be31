import type { ReadQuestion } from './read-question.ts'

/** What a question wants to be told. */
type Asked =
  | 'person'
  | 'time'
  | 'place'
  | 'reason'
  | 'amount'
  | 'duration'
  | 'frequency'
  | 'manner'
  | 'whether'
  | 'thing'

/** The first that matches counts; what stands in front of "thing" is asked for whatever the question begins with. */
const english: readonly (readonly [Asked, RegExp])[] = [
  [
    'reason',
    /\bwhy\b|\bhow come\b|\b(?:what|which)\b.{0,12}\b(?:reasons?|causes?|caused|purpose)\b|\bwhat .{1,40} for\W*$/,
  ],
  ['duration', /\bhow long\b|\bhow much time\b|\bhow many (?:minutes|hours|days|weeks|months|years)\b|\bduration\b/],
  ['frequency', /\bhow (?:often|frequently|regularly)\b|\bhow many times\b|\bfrequency\b/],
  [
    'amount',
    /\bhow (?:much|many|high|large|big|tall|old|far|deep|heavy|fast|expensive)\b|\b(?:what|which)(?: is| are|'s)?.{0,20}\b(?:price|cost|amount|number|percentage|rate|fee|salary|limit|age|size|height|distance|maximum|minimum)\b/,
  ],
  ['person', /\bwho(?:m|se)?\b|\bwhich (?:person|employee|manager|team|department)\b|\bwhat person\b/],
  [
    'time',
    /\bwhen\b|\bat what point\b|\b(?:what|which) (?:time|date|day|month|year|deadline)\b|\bby what date\b|\bhow soon\b|\bdeadline\b/,
  ],
  ['place', /\bwhere\b|\b(?:what|which) (?:place|location|city|country|office|building|floor|room|site|website)\b/],
  [
    'manner',
    /\bhow\b|\bwhat (?:do|should|must|can) (?:i|we|you|one) (?:have to |need to )?do\b|\bwhat(?: is| are|'s)?(?: the| a)?(?: best| right| correct| proper)?.{0,12}\b(?:ways?|procedure|process|steps?|method)\b|\bways? (?:to|of)\b/,
  ],
  ['thing', /\bwhat\b|\bwhich\b/],
  ['whether', /^\W*(?:is|are|was|were|do|does|did|can|could|should|shall|may|must|will|would|has|have|had|am)\b/],
]

const chinese: readonly (readonly [Asked, RegExp])[] = [
  ['reason', /为什么|为啥|为何|何故|什么原因|怎么会|(?:原因|理由)是?什么|凭什么|干嘛/],
  ['duration', /多久|多长时间|几(?:天|周|个月|年|小时|分钟)|多少(?:天|周|个月|年|小时|分钟)/],
  ['frequency', /多久一次|几次|多少次|频率/],
  ['amount', /多少|几[个名位台份元块]|多[大高远长重快贵]|(?:价格|费用|金额|数量|比例|上限|额度|标准)是/],
  ['person', /谁|哪[位个一](?:人|部门|经理|团队)|哪位|什么人|何人/],
  ['time', /什么时[候间]|何时|几[点号月]|哪[天年月日一](?:天|年|月)?|多会儿|啥时候|(?:期限|截止(?:日期|时间)?)是/],
  ['place', /哪里|哪儿|在哪|何处|何地|什么地方|哪个?(?:城市|国家|办公室|地点|网站|页面)/],
  ['manner', /怎么|怎样|怎么样|如何|咋|什么(?:办法|方法|流程|步骤)|(?:流程|步骤|方法)是/],
  ['thing', /什么|啥|哪些|哪个|哪种|何种/],
  ['whether', /吗|么[?？]?$|是否|能否|可否|是不是|能不能|可不可以|会不会|要不要|有没有|需不需要|算不算/],
]

/** Whether two questions want to be told another kind of thing: who, when, how much … */
export function asksForOther(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  const [one, other] = [askedBy(asked), askedBy(remembered)]
  return one !== undefined && other !== undefined && one !== other && !areNear(one, other)
}

function askedBy({ text, isChinese, isAsking }: ReadQuestion): Asked | undefined {
  const plain = text.toLowerCase()
  if (!isAsking) return undefined
  return (isChinese ? chinese : english).find(([, pattern]) => pattern.test(plain))?.[0]
}

/** "What leave", "how much leave" and "how many days of leave" ask for the same. */
function areNear(one: Asked, other: Asked): boolean {
  return [one, other].includes('amount') && [one, other].some((asked) => asked === 'thing' || asked === 'duration')
}
