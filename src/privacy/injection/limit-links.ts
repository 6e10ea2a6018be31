import { leftOut } from './neutralise.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Passes a text on while it is written, piece by piece. */
export interface TextFilter {
  push(text: string): string
  end(): string
}

const bareAddress = /(?:https?:\/\/|www\.)[^\s<>"'“”‘’（）()【】「」《》，。；、！？[\]|]+/giu
const targetOfLink = /\]\(\s*<?([^)\s>]+)/gu
const image = /!\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)/gu
const link = /(?<!!)\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)/gu
const loadingTag =
  /<\/?(?:a|img|iframe|script|link|object|embed|form|meta|base|video|audio|source|svg|style)\b[^>]*>/giu
/** What may still become a link, an image, a tag or an address when more of the text comes. */
const unfinished =
  /!?\[[^\]\n]{0,400}(?:\](?:\([^)\n]{0,2000})?)?$|<[^>\n]{0,2000}$|(?:https?:\/\/|www\.)[^\s<>"'“”‘’（）()【】「」《》，。；、！？[\]|]{0,2000}$|\b(?:https?:?\/?|htt?|h|ww?w?)$|!$/iu

/**
 * Lets an answer link only to what documents link to: images to the very address, links also to other pages of the same
 * host, without a query that could carry words away. Of any other link the label is left. Text is held back only while
 * it may be part of one.
 * @param documents the texts that an answer may take addresses from
 */
export function createLinkLimiter(documents: readonly string[]): TextFilter {
  const known = new Set(documents.flatMap(addressesIn))
  const hosts = new Set([...known].flatMap((address) => hostOf(address) ?? []))
  const isKnown = (address: string) => known.has(spelled(address))
  const mayFollow = (address: string) =>
    isKnown(address) || (!/[?#@]/u.test(address) && hosts.has(hostOf(spelled(address)) ?? ''))
  const limit = (text: string) =>
    text
      .replaceAll(image, (whole: string, label: string, address: string) => (isKnown(address) ? whole : label))
      .replaceAll(link, (whole: string, label: string, address: string) => (mayFollow(address) ? whole : label))
      .replaceAll(loadingTag, '')
      .replaceAll(bareAddress, (address) => (mayFollow(address) ? address : leftOut))
  let pending = ''
  return {
    push(text) {
      pending += text
      const from = unfinished.exec(pending)?.index ?? pending.length
      const done = limit(pending.slice(0, from))
      pending = pending.slice(from)
      return done
    },
    end() {
      const done = limit(pending)
      pending = ''
      return done
    },
  }
}

function addressesIn(text: string): readonly string[] {
  const bare = allMatches(text, bareAddress).map(([address]) => address)
  const targets = allMatches(text, targetOfLink).flatMap(([, address]) => address ?? [])
  return [...bare, ...targets].map(spelled)
}

/** One spelling for addresses that are the same. */
function spelled(address: string): string {
  const plain = address.replace(/[.,;:!?*_'"]+$/u, '').replace(/\/$/u, '')
  const web = /^(?:(https?):\/\/)?([^/?#]+)(.*)$/iu.exec(plain)
  return web === null || !/^(?:https?:|www\.)/iu.test(plain)
    ? plain
    : `${(web[1] ?? 'https').toLowerCase()}://${(web[2] ?? '').toLowerCase()}${web[3] ?? ''}`
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\/([^/?#]+)/u.exec(address)?.[1]
}
