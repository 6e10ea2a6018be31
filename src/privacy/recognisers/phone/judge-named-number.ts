import { cueBefore, insideAddress } from '../clues/cues.ts'
import { type Candidate, cueReach, type Verdict } from './phone-candidate.ts'
import { anyNumberCues, phoneLabel, phoneWordAfter } from './phone-words.ts'

const day = '(?:0?[1-9]|[12]\\d|3[01])'
const month = '(?:0?[1-9]|1[0-2])'
const date = new RegExp(
  `^(?:(?:19|20)\\d\\d([ ./-])${month}\\1${day}|(?:${day}([ ./-])${month}|${month}([ ./-])${day})(?:\\2|\\3)(?:(?:19|20)\\d\\d|\\d\\d(?![ ./-]?\\d)))(?!\\d)`,
)
const years = /^(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d$/
const compactDate = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/
const sectionOrVersion = /^\d+(?:\.\d+)*\.\d(?:\.\d+)*$|^\d\.[\d.]+$/
/** Shorter numbers follow the word directly, as in `phone number is 62889`. */
const ordinary = 7
const sentenceEnds = /[.!?。！？] [^:]*$/
const nearReach = 16
const longestUnbroken = 12

/** A number of no shape of its own that a word beside it calls a phone number. */
export function judgeNamedNumber(candidate: Candidate): Verdict | undefined {
  const { text, digits, after, folded, start } = candidate
  if (date.test(text) || years.test(text) || compactDate.test(text) || sectionOrVersion.test(text)) return undefined
  const unbroken = digits.length === text.length
  if (unbroken && digits.length > longestUnbroken) return undefined
  if ((unbroken || groupsOfMobile.test(text)) && isMistypedMobile(candidate)) return undefined
  const before = folded.slice(Math.max(0, start - cueReach), start)
  if (digits.length < ordinary || insideAddress(folded, start))
    return phoneLabel.test(before) ? { length: text.length, confidence: 0.7 } : undefined
  const cue = cueBefore(folded, start, cueReach, anyNumberCues)
  if (cue === 'for' && !sentenceEnds.test(before.slice(-nearReach))) return { length: text.length, confidence: 0.8 }
  const namedBehind = cue === undefined && phoneWordAfter.test(after)
  const longEnough = unbroken ? digits.length >= 9 : digits.length >= ordinary
  return namedBehind && longEnough ? { length: text.length, confidence: 0.7 } : undefined
}

const groupsOfMobile = /^[1-9]\d{2}[ -]\d{4}[ -]\d{4}/
const mobileLabel = /手机[^\d\n]{0,8}$/

/** A mobile number in China has eleven digits and begins with 13 to 19: a shape of its own, and no other. */
function isMistypedMobile({ digits, folded, start }: Candidate): boolean {
  return digits.length > 8 && mobileLabel.test(folded.slice(Math.max(0, start - nearReach), start))
}
