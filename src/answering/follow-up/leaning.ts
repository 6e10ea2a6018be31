import { hasHan } from '../../domain/language.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { kindOf } from './question-parts.ts'

/** How a question leans on the talk before it. */
export type Leaning =
  /** It stands on its own. */
  | { readonly kind: 'none' }
  /** It names one thing that takes the place of another: "and in Germany?", "那病假呢？". */
  | { readonly kind: 'fragment'; readonly core: string; readonly preposition?: string }
  /** Something in it stands for what was talked about: "Who approves it?". */
  | { readonly kind: 'pronoun' }
  /** It asks on without saying about what: "Why?", "从什么时候开始？". */
  | { readonly kind: 'bare' }
  /** It answers: "yes, B1". */
  | { readonly kind: 'reply'; readonly core: string }
  /** It wants the same in another language: "in English, please". */
  | { readonly kind: 'language' }

const none: Leaning = { kind: 'none' }

/** Longer questions stand on their own, unless they begin with a pronoun. */
const longest = { words: 12, characters: 24 } as const

/**
 * Says whether a question leans on what was said before. When in doubt it stands on its own: words put
 * into a question that needed none make it worse.
 */
export function leaningOf(question: string, analyzer: TextAnalyzer): Leaning {
  const text = question.normalize('NFKC').trim()
  return hasHan(text) ? chinese(text, analyzer) : english(text, analyzer)
}

const englishLanguage =
  /^(?:and |now |please |sorry,? )*(?:(?:say|answer|repeat|write|translate|tell me)(?: (?:it|that|this))?(?: again)? )?(?:in|into) (?:english|chinese|mandarin)(?:,? please)?[?.!]*$/i
const englishReply =
  /^(?:yes|yeah|yep|no|nope|ok|okay|right|correct|exactly)(?:[,.!\s]+(?:please|thanks|thank you))?[,.!:\s]*(.*?)[?.!]*$/i
const lead = /^(?:(?:and|but|so|or|then|also|ok|okay|well|hmm|now)\b[,\s]*)+/i
const about = /^(?:(?:what|how) about|what if (?:it|this|that)(?:'s| is)|same for)\s+/i
const sameElsewhere =
  /^(?:is|are|does|do|would)? ?(?:it|that|this|they)?(?: also)? ?(?:the same|different|true|valid|apply|applies|hold)(?: also)? (in|for|at|with)\s+(.+)$/i
const prepositional =
  /^(in|for|at|on|with|from|during|before|after|under|over|without|to|by|as|since|until|till|per)\s+(.+)$/i
/** Words that make a clause of a fragment. */
const clause =
  /\b(?:what|whats|when|where|who|whom|whose|why|which|how|do|does|did|is|are|am|was|were|can|could|may|might|must|should|shall|will|would|has|have|had|get|gets|tell|show|explain|need|needs)\b/i
const thanks = /^(?:thanks|thank you|great|hello|hi|bye|good (?:morning|evening))\b/i
const bareEnglish =
  /^(?:why(?: not| is that| so)?|how so|how come|(?:since|until|till|by|from) when|(?:who|what|where|when) else|and then|what then|which(?: ones?)?|(?:who|whom|when|where|how|how (?:long|much|many|often|soon|far|high|exactly))(?: (?:must|does|do|did|can|could|should|has|have|will|is|are|to))*(?: (?:i|we|you|one))?(?: (?:approve|pay|sign|decide|apply|start|end|expire|ask|contact|request|submit|book|cancel|claim|use|need|get|do|know|count|work|change|begin|happen|prove|report)(?:s|es)?)?(?: (?:for|to|about|with|by|exactly))?)$/i
const expletive =
  /\b(?:is|was|does|will|would|can|how long does|how much does) it\b(?=.*\b(?:to|that|if|when|for)\b)|\bit (?:is|takes|depends)\b|\b(?:is|are|was|were|will|would) there\b|\bthere (?:is|are|was|were|will)\b/i
const englishPronoun =
  /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|there|(?:this|that|these|those|which|another|the other) ones?|the same|the (?:former|latter)|(?:this|these|those|that)(?! (?:year|month|week|quarter|morning|afternoon|company|season|days?)\b)(?= \p{Ll}+s?\b(?:[?.!]*$| (?:is|are|apply|applies|valid|do|does|for|in|at)\b))|(?:about|of|for|with|like|than|by|after|before|does|is|do|at|on|to) (?:this|that|these|those)(?=[?.!,]*$| (?:mean|also|still|work|apply|include|cost|count|have|happen|change)\b))(?![\p{L}'-])/iu

function english(text: string, analyzer: TextAnalyzer): Leaning {
  if (thanks.test(text)) return none
  if (englishLanguage.test(text)) return { kind: 'language' }
  const plain = text.replace(/[?.!\s]+$/u, '')
  const words = plain.split(/\s+/).length
  const reply = englishReply.exec(plain)
  if (reply !== null && words <= 7 && !clause.test(reply[1] ?? '')) return { kind: 'reply', core: reply[1] ?? '' }

  const behindLead = plain.replace(lead, '')
  const isLed = behindLead !== plain
  if (bareEnglish.test(behindLead) || behindLead === '') return { kind: 'bare' }
  const rest = behindLead.replace(about, '')
  const same = sameElsewhere.exec(rest)
  if (same !== null && words <= 9) return fragment(same[2] ?? '', same[1])
  if (!clause.test(rest)) {
    const phrase = prepositional.exec(rest)
    if (phrase !== null && words <= 8) return fragment(phrase[2] ?? '', phrase[1])
    if ((isLed || rest !== behindLead) && words <= 8) return fragment(rest)
    if (kindOf(rest) !== undefined) return fragment(rest)
  }
  if (words > longest.words && !/^(?:\S+\s+){0,3}(?:it|they|them|he|she)\b/i.test(plain)) return none
  if (isPronounOpen(plain, analyzer)) return { kind: 'pronoun' }
  // "And how do I apply?" asks on; "And what does the canteen cost in Munich?" does not.
  return isLed && words <= 7 && analyzer.queryTerms(rest).length <= 1 ? { kind: 'bare' } : none
}

/** Whether a pronoun has nothing in its own question that it could stand for. */
function isPronounOpen(text: string, analyzer: TextAnalyzer): boolean {
  if (expletive.test(text)) return false
  const found = englishPronoun.exec(text)
  if (found === null) return false
  const before = text.slice(0, found.index)
  const said = analyzer.queryTerms(before).length
  // "Their own", "its battery": whose it is mostly stands in the same question.
  if (/^(?:its|their|theirs|his|her)$/i.test(found[0]))
    return said < 2 && !/^ own\b/i.test(text.slice(before.length + found[0].length))
  return said < (/,|\b(?:if|when|who|that|and)\b/i.test(before) ? 2 : 3)
}

function fragment(core: string, preposition?: string): Leaning {
  return { kind: 'fragment', core: core.trim(), ...(preposition !== undefined && { preposition }) }
}

const chineseLanguage =
  /^(?:请|麻烦|那)?(?:再)?用?(?:英文|英语|中文|汉语)(?:再)?(?:说|回答|解释|讲|写)?(?:一下|一遍)?[。!?]*$/u
const chineseReply = /^(?:是的?|对的?|嗯+|好的?|没错|不是|不对)(?:[,，。、\s]+(.*?))?[。?!]*$/u
const chineseLead = /^(?:那么?|还有|另外|然后|如果是|要是|假如是|换成|换做|至于|以及|同样)[,，]?/u
const chineseTail = /(?:的话)?呢?$/u
const chineseQuestionWord =
  /多少|几|怎么|怎样|什么|谁|哪|吗|如何|为何|多久|多长|是否|能不能|可不可以|要不要|有没有|可以|需要/u
const bareChinese =
  /^(?:为什么|为何|谁|找谁|向谁|由谁|怎么|如何|怎样|什么时候|何时|多久|多长时间|哪里|在哪里?|从什么时候|到什么时候|什么时候(?:开始|结束)|要多久|需要多久|多少钱?|几天|哪些|哪一?个|凭什么|还有呢|然后呢|还有什么|还有别的吗)(?:来)?(?:批准|审批|批|申请|办理|付钱|付|负责|决定|开始|结束|生效|到期|算|报销|提交|处理|联系|证明)?(?:的|呢|啊|呀)?$/u
const chinesePronoun =
  /它们?|他们|她们|这个(?!月|季度|星期|周|年)|那个|这些(?!年)|那些|上述|其中|这种|那种|这样|这里|那里|那边|两者|前者|后者|这项|那项|这条|该(?:政策|规定|制度|标准|产品|型号)/u

function chinese(text: string, analyzer: TextAnalyzer): Leaning {
  if (/^(?:谢谢|你好|您好|再见|多谢)/u.test(text)) return none
  if (chineseLanguage.test(text)) return { kind: 'language' }
  const plain = text.replace(/[?.!。？！\s]+$/u, '')
  const length = [...plain].length
  const reply = chineseReply.exec(plain)
  if (reply !== null && length <= 12 && !chineseQuestionWord.test(reply[1] ?? '')) {
    return { kind: 'reply', core: reply[1] ?? '' }
  }
  const behindLead = plain.replace(chineseLead, '')
  const isLed = behindLead !== plain
  if (bareChinese.test(behindLead) || bareChinese.test(plain)) return { kind: 'bare' }
  const core = behindLead.replace(chineseTail, '').replace(/^(?:在|对于?)/u, '')
  const hasTail = behindLead.endsWith('呢')
  if (!chineseQuestionWord.test(core) && !chinesePronoun.test(core) && [...core].length <= 14 && core !== '') {
    if (isLed || hasTail || kindOf(core) !== undefined) return fragment(core)
  }
  if (length > longest.characters) return none
  const found = chinesePronoun.exec(plain)
  // "那些已经离职的员工": a long description with its noun, which stands for nothing.
  if (length > 14 && /^[这那]些?个?.+的/u.test(plain)) return none
  if (found !== null && analyzer.queryTerms(plain.slice(0, found.index)).length < 3) return { kind: 'pronoun' }
  return isLed && length <= 9 && analyzer.queryTerms(behindLead).length <= 1 ? { kind: 'bare' } : none
}
