import { hasHan } from '../../domain/language.ts'

/** What people say around a question. */
const englishFrames: readonly RegExp[] = [
  /^\W*(?:(?:hi|hello|hey|dear all|good (?:morning|afternoon|evening)|ok|okay|so|well|and|also|q|faq|(?:a )?quick question|question)\b[\s,.:!;-]*)+/iu,
  /^(?:please |kindly )?(?:tell me|explain to me|let me know|advise)\b[\s,:]*/iu,
  /^(?:can|could|would|will) (?:you|someone|anybody|anyone) (?:please |kindly )?(?:tell me|explain|let me know|say)\b[\s,:]*/iu,
  /^i (?:would like|'d like|want|need|wish) to know\b[\s,:]*/iu,
  /^i(?: am|'m) wondering\b[\s,:]*|^do you know\b[\s,:]*/iu,
  /[\s,.!?]*\b(?:please|thanks|thank you|thx|many thanks)(?: in advance| a lot| very much)?[\s.!?]*$/iu,
]
const chineseFrames: readonly RegExp[] = [
  /^[\s，,]*(?:(?:你好|您好|大家好|嗨|喂|那个|那么)[\s，,。!！]*)+/u,
  /^(?:麻烦|劳驾|请)?(?:请问|问一下|问下|请教一下|请教|告诉我|帮我查一下|咨询一下|咨询下)(?:一下|下)?[\s，,:：]*/u,
  /^我?(?:想|想要|需要)(?:知道|了解|问|请问|请教|咨询)(?:一下|下)?[\s，,:：]*/u,
  /[\s，,]*(?:谢谢|多谢|感谢)(?:了|你|您)?[\s。!！]*$/u,
  /(?:呢|呀|啊|哦|哈)(?=[？?。!！\s]*$)/u,
]

/** Words that ask the same, however they are said. */
const chineseSpellings: readonly (readonly [RegExp, string])[] = [
  [/(?:什么|啥)时[候间]|何时|几时/gu, '什么时候'],
  [/为何|为啥|为什么|干嘛/gu, '为什么'],
  [/怎么样(?=[^？?。]{2})|怎样|如何|怎么|咋/gu, '怎么'],
  [/(?:什么|啥)地方|哪儿|哪里|何处|何地/gu, '哪里'],
  [/哪位|(?:什么|啥)人|何人/gu, '谁'],
  [/啥|甚么/gu, '什么'],
  [/几(?=天|个|次|年|周|名|人|位|台|份|家|种|小时|分钟)/gu, '多少'],
  [/(?:什么|哪一?)年份?/gu, '哪年'],
]

/**
 * A question without greetings and thanks, in the form in which the same questions read the same: compatibility forms as
 * the ordinary ones, Chinese words that ask in one spelling. What it asks is untouched.
 */
export function canonicalQuestion(question: string): string {
  const text = question.normalize('NFKC').replaceAll('’', "'").trim()
  const stripped = (hasHan(text) ? chineseFrames : englishFrames).reduce((rest, frame) => {
    const without = rest.replace(frame, '').trim()
    // A text that is nothing but a frame is no question, and stays as it is.
    return without.length > 1 ? without : rest
  }, text)
  if (!hasHan(stripped)) return stripped
  return chineseSpellings.reduce((result, [pattern, usual]) => result.replaceAll(pattern, usual), stripped)
}
