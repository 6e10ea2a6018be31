import { hasHan } from '../../domain/language.ts'
import { partsOf } from './question-parts.ts'

const auxiliary = '(?:do|does|did|is|are|am|was|were|can|could|may|must|should|shall|will|would|has|have|had)'
const subject = '(?:i|we|you|one|employees|people|someone|anyone|staff|managers|customers)'
/** Where a noun phrase ends. */
const end = String.raw`(?=\s+(?:in|at|on|for|per|from|to|when|if|while|during|before|after|with|without|by|until|since|because|as|that|which|who|${auxiliary}|last|take|cost|apply|work|begin|start|end|expire)\b|[?.!,]|$)`
const phrase = String.raw`(?:the |a |an |my |our |your |any |all )?((?:[\p{L}\p{N}'’/-]+)(?:\s+[\p{L}\p{N}'’/-]+){0,5}?)`

/** Frames of English questions, in the order in which they are tried; the group is what they are about. */
const englishFrames = [
  new RegExp(String.raw`^how (?:many|much) (?:\p{L}+ of )?${phrase}\s+${auxiliary}\b`, 'iu'),
  new RegExp(String.raw`\b${auxiliary} ${subject} \p{L}+ (?:for |to |about |on |up |out )?${phrase}${end}`, 'iu'),
  new RegExp(String.raw`^how do (?:i|we|you) \p{L}+ (?:for |to |about |on )?${phrase}${end}`, 'iu'),
  new RegExp(String.raw`^(?:what|which|who) ${auxiliary} ${phrase}${end}`, 'iu'),
  new RegExp(String.raw`^(?:how \p{L}+|when|where|why) ${auxiliary} ${phrase}${end}`, 'iu'),
  new RegExp(String.raw`^who \p{L}+s ${phrase}${end}`, 'iu'),
  new RegExp(String.raw`^${auxiliary} ${phrase}${end}`, 'iu'),
]
const noTopic = /^(?:i|we|you|it|they|there|this|that|he|she|company|limit|maximum|minimum|difference|rule|rules)$/i

const predicate =
  /有|是|怎么|如何|怎样|能|可以|可否|要|需要|需|会|应该|应|多久|多少|多长|几|什么|从|到期|包括|包含|由|在|最[多少长高低]|吗|呢/u
const askedNoun = /(?:多少|几)(?:天|个|小时|元|次|种|位|年|月|周|台|份)?的?(\p{Script=Han}{2,8}?)(?:吗|呢)?[?？。]*$/u
const doneTo =
  /(?:怎么|如何|怎样|能否|可以|能|要)(?:申请|办理|报销|提交|查询|修改|更换|重置|购买|预订|取消|领取|使用|登记)(\p{Script=Han}{2,10}?)(?:吗|呢)?[?？。]*$/u

/**
 * What a question is about, in its own words; undefined where that cannot be told for sure. A code or
 * part number is what a talk about a product is about.
 */
export function topicOf(question: string): string | undefined {
  const codes = partsOf(question).filter(({ kind }) => kind === 'code')
  if (codes.length === 1) return codes[0]?.text
  return hasHan(question) ? chineseTopic(question) : englishTopic(question)
}

function englishTopic(question: string): string | undefined {
  for (const frame of englishFrames) {
    const found = frame.exec(question.trim())?.[1]
    if (found !== undefined && !noTopic.test(found)) return found
  }
  return undefined
}

function chineseTopic(question: string): string | undefined {
  const text = question.trim().replace(/^(?:请问|你好|您好)[,，]?/u, '')
  const noun = doneTo.exec(text)?.[1] ?? askedNoun.exec(text)?.[1]
  if (noun !== undefined) return noun
  const before = text.slice(0, Math.max(0, text.search(predicate)))
  return /^(?:我们?|你们?|您|他们?|公司)?$/u.test(before) || [...before].length > 14 ? undefined : before
}
