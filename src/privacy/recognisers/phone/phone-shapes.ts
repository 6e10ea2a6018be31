import { judgeChineseMobile } from './judge-chinese-mobile.ts'
import { judgeInternational } from './judge-international.ts'
import { judgeNamedNumber } from './judge-named-number.ts'
import { type Candidate, unlessAnIdentifier, type Verdict } from './phone-candidate.ts'

/** One way in which phone numbers are written, and what to think of something written so. */
interface Shape {
  readonly pattern: RegExp
  /** The number in a candidate, if it is one. */
  readonly judge: (candidate: Candidate) => Verdict | undefined
}

const notGlued = '(?<![A-Za-z0-9_]|\\d[.-]|[$€£¥#]|[+(])'
const notGluedBehind = '(?![A-Za-z0-9_]|[.-]\\d)'
const glueWords = '(?<=(?<![A-Za-z])(?:tel|phone|mobile|mob|cell|wechat|weixin|wx|fax))'
const extension = '(?: ?(?:x|ext\\.?|extension|转|分机) ?:? ?\\d{1,6}|-\\d{1,4})?'
const wordExtension = '(?: ?(?:x|ext\\.?|extension|转|分机) ?:? ?\\d{1,6})?'

export const phoneShapes: readonly Shape[] = [
  // +49 89 99998 112, +46 (0)8 928 571 38
  {
    pattern: new RegExp(`(?<![A-Za-z0-9_+])\\(?\\+ ?\\(?\\d(?:[ ./()-]{0,3}\\d){6,16}${wordExtension}`, 'gi'),
    judge: judgeInternational,
  },
  // 0044 20 7946 0958, 011 44 20 7946 0958
  {
    pattern: new RegExp(`${notGlued}(?:00|011[ -])[ -]?[1-9](?:[ ./()-]{0,3}\\d){7,15}${wordExtension}`, 'gi'),
    judge: judgeInternational,
  },
  // 13812345678, 138 1234 5678, (+86) 138-1234-5678
  {
    pattern: new RegExp(
      `(?:${notGlued}|${glueWords})(?:\\(?(?:\\+ ?|00)?86\\)?[ -]{0,2})?\\(?1[3-9]\\d\\)?(?:[ -]?\\d){8}(?![A-Za-z0-9_]|\\.\\d)`,
      'gi',
    ),
    judge: judgeChineseMobile,
  },
  // 010-62345678, (021) 5888 8888-801, 0371-6532 1234 转 12
  {
    pattern: new RegExp(
      `${notGlued}(?:\\(0(?:10|2\\d|[3-9]\\d\\d)\\) ?|0(?:10|2\\d|[3-9]\\d\\d)[ -]{1,3})[1-9]\\d{2,3}[ -]?\\d{4}${extension}${notGluedBehind}`,
      'g',
    ),
    judge: (candidate) => unlessAnIdentifier(candidate, 0.88),
  },
  // 400-820-8820
  {
    pattern: new RegExp(`${notGlued}[48]00([ -])(?:\\d{3}\\1\\d{4}|\\d{4}\\1\\d{3})${notGluedBehind}`, 'g'),
    judge: (candidate) => unlessAnIdentifier(candidate, 0.85),
  },
  // 905-674-3793, (602) 272-9781, 1-905-674-3793 x12: the North American plan
  {
    pattern: new RegExp(
      `${notGlued}(?:(?:1|001)[ .-])?(?:\\([2-9]\\d{2}\\) ?-?[2-9]\\d{2}[ .-]|[2-9]\\d{2}([ .-])[2-9]\\d{2}\\1)\\d{4}${wordExtension}${notGluedBehind}`,
      'gi',
    ),
    judge: (candidate) => unlessAnIdentifier(candidate, candidate.text.includes('-') ? 0.85 : 0.7),
  },
  // 0117 496 0123, 01.84.17.61.18, (08) 8747 6301, 090-1234-5678, 0171 1234567: a trunk zero and groups
  {
    pattern: new RegExp(
      `${notGlued}(?:\\(0[1-9]\\d{0,3}\\) ?\\d{2,4}[ -]?\\d{3,4}|0[1-9]\\d{0,3}(?:( )\\d{2,4}(?: \\d{2,4}){1,3}|(?:\\.\\d\\d){4}|-\\d{3,4}-\\d{3,4}|[ /-]\\d{6,8}))${notGluedBehind}`,
      'g',
    ),
    judge: (candidate) =>
      candidate.digits.length < 9 || candidate.digits.length > 12 ? undefined : unlessAnIdentifier(candidate, 0.7),
  },
  // Any other number, if a word says so
  {
    pattern: new RegExp(`${notGlued}\\(?\\d(?:[ ./()-]{0,2}\\d){4,13}${wordExtension}${notGluedBehind}`, 'gi'),
    judge: judgeNamedNumber,
  },
]
