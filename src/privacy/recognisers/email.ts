import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { Recogniser } from './recogniser.ts'

/** RFC 5321 allows 64 characters before the sign and 255 behind it. */
const longestLocal = 64
const longestDomain = 255

const localPart = /(?:"[^"\s]{1,60}"|(?:[\p{Script=Latin}\d!#$%&'*+/=?^_`{|}~.-]|\\_)+)$/u
const domain =
  /^(?:[\p{Script=Latin}\d](?:[\p{Script=Latin}\d-]{0,61}[\p{Script=Latin}\d])?\.)+(?:xn--[a-z\d-]{2,59}|[a-z]{2,24})(?![\p{Script=Latin}\d-])/iu
/** What an address may carry in front of it without being part of it: quotes, brackets, `key=`, `mailto:`. */
const notItsBeginning = /^(?:[^"]*[=|{}`/!*$&?^])?['.%+#~-]*/
const urlAuthority = /:\/\/[^\s/?#]*$/
/** `example.com.Please`, `example.ioHi`: the next sentence without a space. */
const sentenceGluedOn = /^(.*\.[a-z]{2,6})\.?[A-Z][a-z]+$/
const fileNames = /\.(?:png|jpe?g|gif|svg|webp|css|js|ts|mjs|json|map|py|md|txt|ya?ml|html?|pdf|docx?|xlsx?|zip)$/i

/** E-mail addresses, also glued to Chinese text; not the user of an address, an SSH remote or a file name. */
export const email: Recogniser = {
  kind: 'EMAIL',
  languages: 'any',
  examples: {
    matches: [
      'Write to «anna.schmidt@example.com».',
      '请联系«zhang.wei@corvane.cn»处理',
      '邮箱：«ｌｉ．ｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ»',
      '<«first+tag@mail.example.co.uk»>',
      "mailto:«o'brien@example.org»?subject=hi",
      'user=«ann@example.com»&x=1',
      '“«12345678@qq.com»”',
      'It was «ann@example.com».Please answer.',
      '| «first\\_last@example.com» |',
      '«JOHN_DOE@EXAMPLE.COM»',
      '«"john.doe"@example.com»',
      '«zoë@exämple.de»',
    ],
    passes: [
      'git@github.com:corvane/tools.git',
      'https://deploy:hunter2@registry.example.com/x',
      'npm install left-pad@1.3.0',
      'logo@2x.png',
      'root@localhost',
      '@corvane on the forum',
      'a@b',
      'meet @ 5.pm',
    ],
  },
  find: findEmails,
  identityOf: (value) => value.replaceAll('\\', '').toLowerCase(),
}

function findEmails({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (let sign = folded.indexOf('@'); sign !== -1; sign = folded.indexOf('@', sign + 1)) {
    const start = startOf(folded, sign)
    const end = endOf(folded, sign + 1)
    if (start === undefined || end === undefined) continue
    if (urlAuthority.test(folded.slice(Math.max(0, start - longestDomain), start)) || isSshRemote(folded, start, end))
      continue
    spans.push({ kind: 'EMAIL', start, end, confidence: 0.98 })
  }
  return spans
}

function startOf(text: string, sign: number): number | undefined {
  const before = text.slice(Math.max(0, sign - longestLocal), sign)
  const run = localPart.exec(before)?.[0] ?? ''
  const local = run.replace(notItsBeginning, '')
  return local === '' || local.endsWith('.') ? undefined : sign - local.length
}

function endOf(text: string, from: number): number | undefined {
  const found = domain.exec(text.slice(from, from + longestDomain + 1))?.[0]
  if (found === undefined || fileNames.test(found)) return undefined
  return from + (sentenceGluedOn.exec(found)?.[1] ?? found).length
}

function isSshRemote(text: string, start: number, end: number): boolean {
  return text.slice(start, start + 4) === 'git@' && /^[:/]/.test(text.slice(end, end + 1))
}
