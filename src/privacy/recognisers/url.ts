import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** What an address is made of: no spaces, quotes and brackets of mark-up, no Chinese. */
const character = '[^\\s<>"\'`{}|\\\\^\\u3000-\\u303F\\u3400-\\u9FFF]'
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
/** Endings of bare names. The others are too often the ends of sentences and files. */
const endings =
  'com|org|net|edu|gov|info|biz|cn|uk|de|fr|eu|jp|kr|tw|hk|ch|at|it|es|nl|be|se|no|dk|fi|pl|ru|br|in|au|ca|us|io|ai|app|dev|cloud|online|shop|site|xyz|top'

const withScheme = new RegExp(`(?<![a-z0-9])(?:https?|ftps?|sftp|wss?)://${character}{1,2000}`, 'gi')
const withWww = new RegExp(
  `(?<![\\w@./-])www\\.(?:${label}\\.){1,4}[a-z]{2,24}(?![\\w-])(?:[/?#]${character}{0,2000})?`,
  'gi',
)
const bareName = new RegExp(
  `(?<![\\w@./-])(?:${label}\\.){1,4}(?:${endings})(?![\\w@-]|\\.[A-Za-z0-9])(?:[/?#]${character}{0,2000})?`,
  'g',
)
const products = /^(?:asp|ado|vb)\.net$|^node\.io$/
/** What ends the sentence and not the address. */
const trailing = /[.,;:!?*_~]+$/

/**
 * Web addresses and names of hosts. They are found so that they can be hidden where that is wanted; what
 * is secret in them, as a password or a token, is found by the recognisers of those.
 */
export const url: Recogniser = {
  kind: 'URL',
  languages: 'any',
  examples: {
    matches: [
      'See «https://www.example.com/a/b?c=d#e».',
      '(«http://example.com.br/»)',
      '请访问«https://example.com/文档»查看'.replace('/文档»', '/docs»'),
      'at «www.example.co.uk», please',
      'visit «example.org» for more',
      '[docs](«https://example.com/wiki/A_(b)»)',
      '网址：«ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ»，谢谢',
    ],
    passes: [
      'write to ann@example.com',
      'index.html and node.js',
      'It ended.Then it began.',
      'version 1.2.3',
      'the ASP.NET and asp.net runtimes',
      'e.g. this',
    ],
  },
  find: findAddresses,
  identityOf: (value) => value,
}

function findAddresses({ folded }: SearchableText): readonly SensitiveSpan[] {
  return [
    ...spansOf(allMatches(folded, withScheme), 0.98),
    ...spansOf(allMatches(folded, withWww), 0.95),
    ...spansOf(allMatches(folded, bareName), 0.8),
  ]
}

function spansOf(matches: Iterable<RegExpExecArray>, confidence: number): readonly SensitiveSpan[] {
  return [...matches]
    .filter(([address]) => !products.test(address))
    .map(({ index, 0: address }) => ({
      kind: 'URL',
      start: index,
      end: index + withoutSentence(address).length,
      confidence,
    }))
}

/** Closing brackets belong to an address only as far as it has opened them. */
function withoutSentence(address: string): string {
  let text = address.replace(trailing, '')
  while (/[)\]]$/.test(text) && count(text, /[)\]]/g) > count(text, /[([]/g)) {
    text = text.slice(0, -1).replace(trailing, '')
  }
  return text
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
