import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const label = '(?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?'
const firstLine = new RegExp(`-{4,5} ?BEGIN ${label} ?-{4,5}`, 'g')
const lastLine = new RegExp(`-{4,5} ?END ${label} ?-{4,5}`, 'g')
const lastLineHere = new RegExp(lastLine.source, 'y')
/** White space, also as `\n` in JSON, and what quoting, comments and string literals put between lines. */
const between = /(?:\s|\\[nrt]|["'`>|,+;#*\\]|\/\/){0,64}/y
const header = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID): ?[^\n]{0,200}/y
const body = /[A-Za-z0-9+/=]+/y
const fullLine = 40
const shortLine = 8
const leastBody = 16
const longestTail = 20_000

/**
 * PEM private keys (RFC 7468, and those of OpenSSH and OpenPGP): from the first line to the last. Also
 * when the end was cut off, as in a piece of a longer text, and then as far as it looks like a key;
 * also the end alone, when the beginning was cut off. The first line alone is no key.
 */
export const privateKey: Recogniser = {
  kind: 'PRIVATE_KEY',
  languages: 'any',
  examples: {
    matches: [
      'key:\n«-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nAgEAAoIBAQC7VJTUt9Us8cKB\n-----END PRIVATE KEY-----»\nthanks',
      '"«-----BEGIN RSA PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA04up8hoqzS1+APIB0RhjXyObwHQnOzhAk5Bd7mhkSbPkyhP1\\n-----END RSA PRIVATE KEY-----»\\n"',
      '«-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,55B2\n\nMHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY/PuoAoGCCqGSM49\n-----END EC PRIVATE KEY-----»',
      '> «-----BEGIN OPENSSH PRIVATE KEY-----\n> b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n> -----END OPENSSH PRIVATE KEY-----»',
      '«-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nAgEAAoIBAQC7VJTU»\n\nThanks, Bob',
      '«-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj -----END PRIVATE KEY-----»',
      'tail «AgEAAoIBAQC7VJTUt9Us8cKBAgEAAoIBAQC7VJTUt9Us8cKB\nVJTUt9Us8w==\n-----END PRIVATE KEY-----»',
      '私钥如下：«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQOYBF2V0XkBCADAgEAAoIBAQC7VJTUt9Us8cKBlQOYBF2V0XkBCADA\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----»',
    ],
    passes: [
      'The file starts with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.',
      '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUF\n-----END CERTIFICATE-----',
      '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
    ],
  },
  find: findPrivateKeys,
  identityOf: (value) => value.replaceAll(/\s|\\[nr]/g, ''),
}

function findPrivateKeys({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  let covered = 0
  for (const match of allMatches(folded, firstLine)) {
    if (match.index < covered) continue
    const block = readBlock(folded, match.index + match[0].length)
    covered = block.end
    if (block.bodyLength < leastBody) continue
    spans.push({ kind: 'PRIVATE_KEY', start: match.index, end: block.end, confidence: block.closed ? 0.99 : 0.95 })
  }
  return [...spans, ...findTails(folded, spans)]
}

/** Ends of keys whose beginning was cut off. */
function findTails(folded: string, blocks: readonly SensitiveSpan[]): readonly SensitiveSpan[] {
  const tails: SensitiveSpan[] = []
  const ends = new Set(blocks.map((block) => block.end))
  let previous = 0
  for (const match of allMatches(folded, lastLine)) {
    const end = match.index + match[0].length
    const start = startOfTail(folded, Math.max(previous, match.index - longestTail), match.index)
    previous = end
    if (!ends.has(end) && match.index - start >= leastBody) {
      tails.push({ kind: 'PRIVATE_KEY', start, end, confidence: 0.95 })
    }
  }
  return tails
}

interface Block {
  readonly end: number
  readonly bodyLength: number
  readonly closed: boolean
}

function readBlock(text: string, from: number): Block {
  let end = from
  let bodyLength = 0
  for (let at = endOf(between, text, from); ; at = endOf(between, text, at)) {
    const behindLastLine = endOf(lastLineHere, text, at)
    if (behindLastLine > at) return { end: behindLastLine, bodyLength, closed: true }
    const behindHeader = endOf(header, text, at)
    const behindLine = endOf(body, text, at)
    if (behindHeader > at) {
      at = behindHeader
    } else if (behindLine > at && isLineOfKey(text, at, behindLine)) {
      bodyLength += behindLine - at
      at = behindLine
      end = behindLine
    } else {
      return { end, bodyLength, closed: false }
    }
  }
}

/** A word of prose is short and made of letters alone; the last line of a key may look so too. */
function isLineOfKey(text: string, start: number, end: number): boolean {
  if (looksEncoded(text.slice(start, end))) return true
  const next = endOf(between, text, end)
  return endOf(lastLineHere, text, next) > next
}

function looksEncoded(line: string): boolean {
  return line.length >= fullLine || (line.length >= shortLine && /[0-9+/=]/.test(line) && /[A-Za-z]/.test(line))
}

const separator = /[\s"'`>|,;#*\\]/
const encoded = /[A-Za-z0-9+/=]/

/** Where the lines of a key ahead of its last line begin; `end` if there are none. */
function startOfTail(text: string, floor: number, end: number): number {
  let start = end
  for (let at = end; ;) {
    while (at > floor && separator.test(text.charAt(at - 1))) at -= 1
    const lineEnd = at
    while (at > floor && encoded.test(text.charAt(at - 1))) at -= 1
    const escaped = text.charAt(at - 1) === '\\' && /[nrt]/.test(text.charAt(at))
    const lineStart = escaped ? at + 1 : at
    const isLast = start === end && lineEnd > lineStart
    if (!looksEncoded(text.slice(lineStart, lineEnd)) && !(isLast && at > floor && /\s/.test(text.charAt(at - 1))))
      return start
    start = lineStart
  }
}

/** Where a sticky pattern that is tried at an offset ends; the offset itself if it does not match. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
