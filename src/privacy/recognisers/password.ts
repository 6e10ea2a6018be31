import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { bitsPerCharacter, isStandIn } from './clues/credential-text.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const inAddress = /(?<=\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s:/?#@"'<>]{0,64}:)[^\s:/?#@"'<>[\]]{3,128}(?=@)/gi

const names = 'password|passwd|passphrase|passcode|pwd|db_pass|pass(?=:)'
const namesZh = '密码|口令|密碼'
/** `for the wiki`, between the word and what it is. */
const purpose = '(?: (?:for|to|of|on) [\\w .-]{1,40}?)?'
const assigned = `["'\`*]{0,3}\\s{0,3}(?:[:=]{1,2}>?|=>|:=|是|为|改[为成]了?|设[为成]了?|\\bis\\b|\\bwas\\b)\\s{0,3}["'\`*]{0,3}`
const value = '[^\\s"\'`<>(){}\\[\\],;，。；、（）【】《》“”‘’]'
const labelled = new RegExp(`(?:(?:${names})(?![a-z])${purpose}|${namesZh})${assigned}(${value}{6,128})`, 'gi')

const shortCodes = new RegExp(
  `(?:(?<![a-z])(?:pin(?:[ -]?(?:code|number))?|otp|one-time (?:code|password)|verification code|security code|cvv2?|cvc)|取款密码|支付密码|PIN ?码|验证码|校验码|动态码|安全码)\\s?(?:[:=]|是|为|is|was)\\s?([0-9]{3,8})(?![0-9A-Za-z]|[.-][0-9])`,
  'gi',
)

/** Passwords and PINs behind a word that says so, and those in web addresses. */
export const password: Recogniser = {
  kind: 'PASSWORD',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'password: «Winter-2024!»',
      'my password is «hunter22»',
      'The password for the guest network is «Tulip+Garden7».',
      'pwd=«Zx81mNq7»;',
      'DB_PASSWORD="«c0rrect-horse»"',
      '初始密码是«Lk#2026abc»，请尽快修改',
      '密码：«Abc12345»',
      '口令改为«Xk29!mm0»',
      '密码：「«８８８８６６６６»」'.replaceAll(/[「」]/g, '"'),
      'postgres://app:«s3cr3t-pw»@db.example.com/main',
      'My PIN is «4821».',
      '验证码：«583920»，五分钟内有效',
      'CVV: «123»',
    ],
    passes: [
      'password: ${DB_PASSWORD}',
      'Password: at least 14 characters',
      'Passwords: changed every 90 days',
      'password: required',
      'password = getpass.getpass()',
      '密码为至少14位',
      '密码：********',
      'The password is stored hashed.',
      'The password is case-sensitive.',
      'https://example.com:8080/@ann',
      'A PIN is a number of four digits.',
      '验证码有6位',
    ],
  },
  find: findPasswords,
  identityOf: (text) => text,
}

function findPasswords({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const { index, 0: text } of allMatches(folded, inAddress)) {
    if (!isStandIn(text)) spans.push(spanOf(index, text, 0.9))
  }
  for (const match of allMatches(folded, labelled)) {
    const written = match[1] ?? ''
    const text = written.replace(/[.:?*!]+$/, (end) => (end.startsWith('!') ? '!' : ''))
    const next = folded.charAt(match.index + match[0].length)
    if (next === '(' || next === '[' || isStandIn(text) || !looksLikePassword(text)) continue
    spans.push(spanOf(match.index + match[0].length - written.length, text, 0.87))
  }
  for (const match of allMatches(folded, shortCodes)) {
    const code = match[1] ?? ''
    spans.push(spanOf(match.index + match[0].length - code.length, code, 0.85))
  }
  return spans
}

function spanOf(start: number, text: string, confidence: number): SensitiveSpan {
  return { kind: 'PASSWORD', start, end: start + text.length, confidence }
}

/** A number, or a word with a digit, a sign or a capital inside; Chinese text is a sentence and no password. */
function looksLikePassword(text: string): boolean {
  if (text.length < 6 || /\p{Script=Han}/u.test(text)) return false
  if (/^\d+$/.test(text)) return true
  if (!/[A-Za-z]/.test(text)) return false
  return (/\d/.test(text) || /[a-z][A-Z]|[A-Za-z][!@#$%^&+=~][A-Za-z]/.test(text)) && bitsPerCharacter(text) >= 2.25
}
