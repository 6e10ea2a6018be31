import { type TextVerbs, textVerbs } from './text-verbs.ts'

/** What a sentence wants: to be done, to be answered, or to be known. */
export type Mood = 'request' | 'question' | 'statement'

/** What may stand in front of the verb of an English request. */
const leadEn =
  /^(?:(?:\W+|\d+[.)]|also|and|then|now|next|instead|finally|additionally|first|secondly|kindly|please|just|simply|only|always|never|importantly|remember to|be sure to|make sure (?:to|you)|you (?:must|should|have to|need to|will)(?: now| always| also)?|i (?:want|need|would like) you to|(?:could|can|would|will) you(?: please| kindly)?|do not|don['’]t|let['’]s)(?![\w-])[\s,:]*)+/iu
/** A phrase ahead of the request: "In your response, …", "Before you answer, …". */
const adverbialEn =
  /^(?:in|at|before|after|when|while|with|for|from|throughout|during|instead of|as|to|once|if|upon|using)\s[^,:]{2,70}[,:]\s+/iu
const questionEn =
  /^(?:what|who|whom|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|could|will|would|should|has|have)(?:['’](?:s|re|d|ll))?\s.*\?["”’)]*$/isu

const leadZh =
  /^(?:[\s\p{P}\d]|请你?|麻烦你?|务必|必须|同时|另外|此外|然后|接着|现在|首先|最后|并且?|还要|记得|切记|(?:你|您)(?:必须|需要|应该?|要|可以|能(?:不能|否)?)|(?:帮|给|为)(?:我|忙)|一定要?|不要|别|不得|立即|马上|直接|只能?|始终|总是|顺便|故意|都|一律|全部)+/u
const politeZh = /请|麻烦|(?:帮|给|为)我|(?:你|您)(?:必须|需要|应|要|可以|能)|务必|记得|切记|不要|别/u
const adverbialZh = /^(?:在|当|从|对于?|每次|如果|无论|不管|不论|回[答复]时)[^，：。]{0,24}[，：]/u
const whateverZh = /^(?:无论|不管|不论)[^，。]{0,24}，/u
/** What stands between 把, 将, 用 or 在 and the verb. */
const objectZh = /^(?:把|将|用|以|在|给|对|从|为|向|就)[^，。！？；]{1,24}?/u
/** Prepositions that begin a statement as well. */
const circumstanceZh = /^[\s\p{P}]*[在以从为对就向]/u
/** What follows a verb that orders and does not tell: a number, or what lies before the reader. */
const orderedZh =
  /^(?:一|几|两|三|四|五|六|七|八|九|十|出|上|下|这|以下|上述|以上|之前|先前|此前|关于|有关|你|我|为期|所有|全部|每|任何|用户|读者|系统|[“"'《『「『]|[A-Za-z\d])/u
const statesZh = /应当?|可以|不得|(?<!理)由|依照|按照|规定|的，|[，；]/u
/** What the reader is about to say, told how to be. */
const ownAnswerZh =
  /^(?:你|您)的(?:每[句个次])?(?:回答|答案|回复|输出)[^，。]{0,10}(?:必须|要|应|只能|全部|都|不要|不得)/u
const mostPlainLetters = 60
const questionZh = /[?？]\s*["”’）)」]*$/u
const asksZh = /(?:什么|谁|哪|怎么|怎样|如何|为何|为什么|多少|几|吗[?？]|呢[?？]|是否|能否)/u

const isHan = (text: string) => /\p{Script=Han}/u.test(text)

/** The words of a sentence behind what may stand ahead of its verb. */
export function fromVerb(text: string): string {
  if (!isHan(text)) return text.replace(leadEn, '').replace(adverbialEn, '').replace(leadEn, '')
  const core = text.replace(leadZh, '').replace(adverbialZh, '').replace(leadZh, '')
  const object = objectZh.exec(core)
  if (object === null) return core
  for (let at = object[0].length; at < Math.min(core.length, longestObject); at += 1) {
    if (/[，。！？；]/u.test(core[at] ?? '')) break
    if (leastTwo(core.slice(at))) return core.slice(at)
  }
  return core
}

/** What a request is about: the words behind its verb. */
export function behindVerb(core: string): string {
  return isHan(core) ? core.slice(verbZh(core)?.length ?? 0) : core.replace(/^\p{Script=Latin}+/u, '')
}

const longestObject = 28
const verbZh = (core: string): string | undefined => {
  const found = textVerbs.flatMap(({ zh }: TextVerbs) => zh.exec(core)?.[0] ?? [])
  return found.toSorted((a, b) => b.length - a.length)[0]
}
const leastTwo = (core: string) => {
  if (/^(?:回[答复]|输出)(?:[中里末内的时]|结尾|开头)/u.test(core)) return false
  const verb = verbZh(core)
  return verb !== undefined && (verb.length > 1 || orderedZh.test(core.slice(verb.length)) || core.startsWith('写'))
}

export function moodOf(text: string): Mood {
  const core = fromVerb(text)
  if (!isHan(text)) {
    if (textVerbs.some((verbs) => verbs.en.test(core))) return 'request'
    return questionEn.test(core) ? 'question' : 'statement'
  }
  if (questionZh.test(text) && asksZh.test(text)) return 'question'
  return requestsZh(text, core) ? 'request' : 'statement'
}

function requestsZh(text: string, core: string): boolean {
  if (ownAnswerZh.test(text) || /^(?:请|麻烦|你)?(?:给|帮|为)我(?!们)/u.test(text)) return true
  const verb = verbZh(core)
  if (verb === undefined) return false
  const ahead = text.slice(0, text.length - core.length)
  if (circumstanceZh.test(ahead) && !/回答|回复|答案|输出/u.test(ahead)) return false
  if (politeZh.test(ahead) || whateverZh.test(text) || orderedZh.test(core.slice(verb.length))) return true
  const isPlain = text.length <= mostPlainLetters && /[。！]["”]?$/u.test(text) && !statesZh.test(text)
  return isPlain && (verb.length > 1 || /[把将]/u.test(ahead))
}
