import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, latinWords } from './clues/cues.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const version4 = new RegExp(`(?<![\\w.])${octet}(?:\\.${octet}){3}(?![\\w]|\\.[0-9])`, 'g')
/** Anything that has an IPv6 address's characters and two colons, with an optional zone. */
const version6 =
  /(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{2,39}(?:\.[0-9]{1,3}){0,3}(?:%[A-Za-z0-9_.-]{1,15})?(?![\w:]|\.[0-9])/g
const cueReach = 28
const nearReach = 12

const addressCues = cues({
  for:
    latinWords(
      'ip(?:v4|v6)?s?|ip[ _-]?addr(?:ess)?(?:es)?|address(?:es)?|hosts?|hostname|servers?|node|nodes|gateways?|router|dns|nameserver|subnet|network|ping|ssh|telnet|curl|proxy|firewall|vpn|endpoint|listen(?:s|ing)?|bind|connect(?:s|ed|ion)?|log(?:ged|in|on)? ?(?:in|on)?|client|block(?:ed)?|whitelist|allowlist|deny|_ip',
    ) + '|地址|主机|服务器|网关|节点|网段|子网|内网|外网|公网|来源|登录|访问|封禁|白名单|黑名单|://',
  against:
    latinWords(
      'versions?|ver|release[sd]?|builds?|firmware|sections?|sec|chapters?|clauses?|articles?|appendix|annex|tables?|figures?|fig|paragraphs?|revision|rev|upgraded?|update[ds]?|patch|driver|oid|kernel',
    ) + '|版本|版|章|节|条|款|附录|固件|升级|更新|§|第|表|图',
})
const addressAfter = /^(?::[1-9]\d{1,4}(?![\d.])|\/(?:[1-9]|[12]\d|3[0-2])(?![\d.]))/
const sectionAfter = /^\s?(?:条|节|章|款|项|版)/
const privateNetwork = /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./
/** This machine, no machine, every machine and network masks: they say nothing about anybody. */
const nobodys = /^(?:127\.|0\.|255\.)/

/**
 * IPv4 and IPv6 addresses. Four small numbers are more often a section or a version, so that they
 * need a word, a port or a prefix length which says that they are an address; two numbers of two
 * digits with one of three, or a private network, speak for themselves.
 */
export const ipAddress: Recogniser = {
  kind: 'IP_ADDRESS',
  languages: 'any',
  examples: {
    matches: [
      'keep getting address «41.173.96.26» blocked error',
      'The gateway is «10.20.30.41».',
      '来源地址«198.51.100.23»的访客',
      '服务器IP：«１０．２０．３０．４１»',
      'nameserver «8.8.8.8»',
      'connect to http://«1.2.3.4»:8080/status',
      'subnet «4.6.2.0»/24',
      'seen «203.0.113.47» twice',
      'Inject %20|«16.244.11.141»|%20',
      'address «6e40:4041:c617:e898:c11:40d2:c669:2eb4» blocked',
      'ping «fe80::1%eth0»',
      '[«2001:db8::8a2e:370:7334»]:443',
      '«::ffff:192.0.2.128»',
    ],
    passes: [
      'See section 4.6.2.0 for details.',
      'see 4.6.2.0 and 4.6.2.1',
      'Version 120.10.11.129 fixes it.',
      'v10.20.30.40',
      '第4.6.2.0条规定',
      '版本 10.2.33.41',
      'OID 1.2.840.113549.1.1',
      '256.300.1.2',
      'Listen on 127.0.0.1 or ::1, mask 255.255.255.0, any 0.0.0.0',
      'at 12:34:56 and 08:00',
      'std::vector, Foo::bar, dead::beef',
      'MAC 00:1B:44:11:3A:B7',
      'EUI 00:1B:44:FF:FE:11:3A:B7',
    ],
  },
  find: ({ folded }: SearchableText) => [...findVersion4(folded), ...findVersion6(folded)],
  identityOf: (value) => (value.includes(':') ? (canonicalVersion6(value) ?? value.toLowerCase()) : value),
}

function findVersion4(folded: string): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const match of allMatches(folded, version4)) {
    const start = match.index
    const end = start + match[0].length
    const confidence = confidenceInVersion4(folded, match[0], start, end)
    if (confidence > 0) spans.push({ kind: 'IP_ADDRESS', start, end, confidence })
  }
  return spans
}

function confidenceInVersion4(folded: string, text: string, start: number, end: number): number {
  const after = folded.slice(end, end + 8)
  if (nobodys.test(text) || sectionAfter.test(after)) return 0
  if (addressAfter.test(after)) return 0.95
  const widths = text.split('.').map((part) => part.length)
  const reach = widths.every((width) => width === 1) ? nearReach : cueReach
  const cue = cueBefore(folded, start, reach, addressCues)
  if (cue === 'for') return 0.95
  if (cue === 'against') return 0
  if (privateNetwork.test(text)) return 0.8
  return widths.includes(3) && widths.filter((width) => width > 1).length > 1 ? 0.8 : 0
}

function findVersion6(folded: string): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const match of allMatches(folded, version6)) {
    const address = canonicalVersion6(match[0])
    if (address === undefined || !speaksForItself(match[0], address)) continue
    spans.push({ kind: 'IP_ADDRESS', start: match.index, end: match.index + match[0].length, confidence: 0.95 })
  }
  return spans
}

const loopbackOrNone = /^(?:0:){7}[01]$/
const bytes = /^(?:[0-9A-Fa-f]{2}:){7}[0-9A-Fa-f]{2}$/

const assigned = /^(?:fe[89ab]|f[cdf]|[23])[0-9a-f]+:/i

/** Hardware addresses are bytes with colons, and code has names such as `dead::beef`: neither is an address. */
function speaksForItself(text: string, canonical: string): boolean {
  if (loopbackOrNone.test(canonical) || bytes.test(text) || !/\d/.test(text)) return false
  return text.split(':').length > 3 || assigned.test(text)
}

const group6 = /^[0-9A-Fa-f]{1,4}$/
const dotted = new RegExp(`^${octet}(?:\\.${octet}){3}$`)

/** The eight groups of RFC 4291 in lower case without leading zeros, with the zone; undefined for anything else. */
function canonicalVersion6(text: string): string | undefined {
  const [address = '', zone] = text.split('%')
  const halves = address.split('::')
  if (halves.length > 2) return undefined
  const [left, right] = [groupsIn(halves[0] ?? ''), groupsIn(halves[1] ?? '')]
  const missing = 8 - left.length - right.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  if (!groups.every((group) => group6.test(group))) return undefined
  const canonical = groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
  return zone === undefined ? canonical : `${canonical}%${zone}`
}

/** The groups of a half; an IPv4 tail counts as two. */
function groupsIn(half: string): readonly string[] {
  if (half === '') return []
  const groups = half.split(':')
  const tail = groups.at(-1) ?? ''
  if (!dotted.test(tail)) return groups
  const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number)
  return [...groups.slice(0, -1), (a * 256 + b).toString(16), (c * 256 + d).toString(16)]
}
