import { latinWords } from './cues.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

const reachBefore = 90
const reachBehind = 40

/**
 * Words that speak of one person: pronouns, titles, and two or three words with a capital behind each
 * other. Rules speak of employees, staff and patients in general.
 */
const english = new RegExp(
  latinWords("my|i|i'm|i’m|he|she|his|her|him|mr|mrs|ms|miss|dr|our colleague|our boss|your|you"),
  'i',
)
const capitalised =
  /(?<!^|[.:!?]\s)(?<![\p{L}])\p{Lu}\p{Ll}+ (?:\p{Lu}\. )?\p{Lu}\p{Ll}+|^\s*\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(?:'s|’s)? (?:earns?|gets?|makes?|is|was|has|had|suffers?|takes?)(?![a-z])/u
const chinese =
  /[我他她您](?!们)|先生|女士|小姐|同事|师傅|老师|(?:[王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚]\p{Script=Han}{1,2})(?=的|[，,（(：:]|每?月薪|年薪|工资|因|患|被|于|确诊|服)/u
const sentenceEnd = /[.!?。！？；;\n](?=\s|$|\p{Script=Han})/gu

/** Whether the sentence around a place speaks of one person. */
export function speaksOfPerson(text: string, start: number, end: number): boolean {
  const before = lastSentence(text.slice(Math.max(0, start - reachBefore), start))
  const behind = text.slice(end, end + reachBehind).split(/[.!?。！？；\n]/u, 1)[0] ?? ''
  return [before, behind].some((part) => english.test(part) || capitalised.test(part) || chinese.test(part))
}

function lastSentence(text: string): string {
  const last = allMatches(text, sentenceEnd).at(-1)
  return last === undefined ? text : text.slice(last.index + 1)
}
