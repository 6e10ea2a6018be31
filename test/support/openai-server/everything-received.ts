import { jsonOf } from '../../../src/domain/text/json-of.ts'
import type { RecordedRequest } from './recorded-requests.ts'

/**
 * All that the requests carried, as one text to search for what must not have left: targets as sent and decoded,
 * headers, raw bodies, and every name and value inside the JSON, so that neither `%E5…`, `\u5f20` nor `\n` hides anything.
 */
export function everythingReceived(requests: readonly RecordedRequest[]): string {
  return requests.flatMap(carriedBy).join('\n')
}

function carriedBy(request: RecordedRequest): readonly string[] {
  return [
    `${request.method} ${request.url}`,
    percentDecoded(request.url),
    ...headerLines(request.rawHeaders),
    request.bodyText,
    ...wordsInside(request.body),
    ...(request.body === undefined ? request.bodyText.split('\n').flatMap(wordsOfLine) : []),
  ]
}

/** Uploaded files hold a request in each line. */
function wordsOfLine(line: string): readonly string[] {
  return wordsInside(jsonOf(line))
}

function headerLines(rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1] ?? ''}`] : []))
}

function percentDecoded(url: string): string {
  return url.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('utf8'),
  )
}

function wordsInside(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(wordsInside)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => [name, ...wordsInside(inner)])
  return value === undefined ? [] : [JSON.stringify(value)]
}
