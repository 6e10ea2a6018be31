import { type Sentence, sentencesOf } from '../../domain/text/sentences.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** A sentence of an answer that claims something, and the numbers that stand at it. */
export interface Claim {
  readonly start: number
  readonly end: number
  /** Without marks and markup. */
  readonly text: string
  /** Marks at the sentence; of a list item without any, those of the line that announces the list. */
  readonly marks: readonly number[]
}

const mark = /\[(\d{1,3})\]/g
const code = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g
/** Sentences that speak to the reader, or of the search, and hold no fact. */
const courtesy =
  /^(?:(?:hello|hi|thanks?|thank you|great question|good question|you're welcome|sorry|unfortunately,? i|feel free|happy to|glad to|i(?: am|'m|’m)? (?:happy|glad|afraid|sorry|found|could not find|couldn't find|can(?:not|'t) find|did not find|have found)|no (?:information|document|passage)|the (?:documents|sources|evidence|passages) (?:contains?|holds?|says?) (?:no|nothing)|based on|according to the (?:documents|sources|evidence)$)\b)[^\d]{0,80}$|^(?:您好|你好|感谢|谢谢|很高兴|很乐意|抱歉|很抱歉|不好意思|欢迎|下面|以下|综上|我(?:在\S{0,8})?(?:找到|没有找到|未找到)|没有找到|未找到|未能找到|现有资料|这是个?好问题)[^\d]{0,40}$/iu
/** Sentences that speak of the answer itself, or of what the evidence does not say. */
const aboutTheAnswer =
  /^(?:yes|no|sure|certainly|of course|here (?:is|are)|i hope|let me know|please (?:let|ask|contact|note that i)|if you have (?:any )?(?:further|more)|in summary)\b.{0,60}$|^(?:是的?|不是?|好的|当然|希望|如需|如有(?:其他|疑问)|请告诉).{0,30}$|\b(?:evidence|documents?|sources?|passages?) (?:does|do|did) not (?:say|mention|state|specify|contain|cover)|\bnot (?:mentioned|specified|stated|covered) in\b|(?:资料|文档|来源|文件)中?(?:没有|未|并未)(?:提及|说明|提到|涉及|规定)/iu

/** The claims of an answer in order. Headings, lines that announce, questions, table heads and code claim nothing. */
export function claimsIn(text: string): readonly Claim[] {
  // Code keeps its place and loses its words.
  const prose = text.replaceAll(code, (found) => found.replaceAll(/\S/g, ' '))
  const claims: Claim[] = []
  let announced: readonly number[] = []
  for (const sentence of withMarksBehind(prose)) {
    const plain = plainOf(sentence.text)
    const marks = [...new Set(allMatches(sentence.text, mark).map(([, number]) => Number(number)))]
    if (/[:：]\s*$/u.test(plain)) {
      announced = marks
      continue
    }
    const isItem = /^\s*(?:[-*+•|]|\d+[.)、])/.test(sentence.text)
    if (!isItem) announced = []
    if (!saysSomething(sentence, plain, prose)) continue
    claims.push({ start: sentence.start, end: sentence.end, text: plain, marks: marks.length > 0 ? marks : announced })
  }
  return claims
}

/** The sentences of a text, each with the marks behind its full stop; marks themselves are no words. */
function withMarksBehind(prose: string): readonly Sentence[] {
  const withoutMarks = prose.replaceAll(mark, (found) => ' '.repeat(found.length))
  return sentencesOf(withoutMarks).map(({ start, end }) => {
    const behind = /^(?:[^\S\n]*\[\d{1,3}\])+(?:[^\S\n]*[.。](?!\d))?/u.exec(prose.slice(end))
    const to = end + (behind?.[0].length ?? 0)
    return { text: prose.slice(start, to), start, end: to }
  })
}

function plainOf(text: string): string {
  return text
    .replaceAll(mark, '')
    .replace(/^\s*(?:#{1,6}\s+|[-*+•]\s+|\d+[.)、]\s*|>\s*)/u, '')
    .replaceAll(/\*\*|__|^\s*\||\|\s*$/gu, '')
    .replaceAll('|', ' ')
    .trim()
}

function saysSomething({ text: written, end }: Sentence, plain: string, text: string): boolean {
  if (/^#{1,6}\s/.test(written) || /[?？]\s*$/u.test(plain) || aboutTheAnswer.test(plain) || courtesy.test(plain))
    return false
  if (/^\|[\s|:-]*\|?$/.test(written) || /^\s*\n\s*\|[\s|:-]+\|/.test(text.slice(end))) return false
  return /\p{L}{2}|\p{Script=Han}|\d/u.test(plain)
}
