import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, latinWords } from './clues/cues.ts'
import type { Recogniser } from './recogniser.ts'
import { charactersOf } from './clues/labelled-number.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Six or eight bytes with colons or hyphens, or in fours with dots as Cisco writes them. */
const separated =
  /(?<![\w:.-])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}(?:[0-9A-Fa-f]{2}\1[0-9A-Fa-f]{2}\1)?[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2})(?![\w]|[:.-][0-9A-Fa-f])/g
const bare = /(?<![\w.-])[0-9A-Fa-f]{12}(?![\w]|[.-][0-9A-Za-z])/g
const macWords = cues({
  for: latinWords('mac|mac[ _-]addr(?:ess)?|hardware addr(?:ess)?|ethernet|wlan|bssid|hwaddr') + '|物理地址|网卡地址',
})
/** Every station and no station. */
const nobodys = /^(?:F+|0+)$/

/** Hardware addresses, IEEE 802: EUI-48 and EUI-64. */
export const macAddress: Recogniser = {
  kind: 'MAC_ADDRESS',
  languages: 'any',
  examples: {
    matches: [
      'MAC «00:1B:44:11:3A:B7» was blocked',
      'device «00-1b-44-11-3a-b7».',
      'interface Gi0/1 «001b.4411.3ab7» dynamic',
      'EUI «00:1B:44:FF:FE:11:3A:B7»',
      '网卡地址«００：１Ｂ：４４：１１：３Ａ：Ｂ７»已登记',
      'MAC address: «001B44113AB7»',
    ],
    passes: [
      'ff:ff:ff:ff:ff:ff and 00:00:00:00:00:00',
      'at 12:34:56 and 08:00:00',
      '2001:db8:85a3:0:0:8a2e:370:7334',
      'commit 001b44113ab7',
      'SHA-1 00:1B:44:11:3A:B7:00:1B:44:11:3A:B7:00:1B:44:11',
    ],
  },
  find: findMacAddresses,
  identityOf: charactersOf,
}

function findMacAddresses({ folded }: SearchableText): readonly SensitiveSpan[] {
  const named = allMatches(folded, bare).filter(({ index }) => cueBefore(folded, index, 24, macWords) === 'for')
  return [...allMatches(folded, separated), ...named]
    .filter(([address]) => !nobodys.test(charactersOf(address)))
    .map(({ index, 0: address }) => ({
      kind: 'MAC_ADDRESS',
      start: index,
      end: index + address.length,
      confidence: 0.95,
    }))
}
