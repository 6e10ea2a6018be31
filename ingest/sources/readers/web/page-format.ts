import { extensionOf, loaderFor } from '../../../loaders/loaders.ts'
import { fileNameOf } from './page-address.ts'

/** What servers say of files whose type they do not know; the name tells more. */
const vague: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'application/octet-stream',
  'binary/octet-stream',
  'application/force-download',
  'application/x-download',
])

const otherNames: Readonly<Record<string, string>> = {
  'application/xhtml+xml': 'xhtml',
  'text/x-markdown': 'md',
  'application/x-pdf': 'pdf',
}

/** The extension of the format that an answer is in; undefined for one that is not read. */
export function formatOf(address: string, contentType: string | undefined): string | undefined {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const name = fileNameOf(address)
  const named = loaderFor(name) === undefined ? undefined : extensionIn(name)
  if (vague.has(mediaType) && named !== undefined) return named
  if (named !== undefined && loaderFor(name)?.mediaType === mediaType) return named
  const other = otherNames[mediaType]
  return other !== undefined && loaderFor(`a.${other}`) !== undefined ? other : extensionOf(mediaType)
}

/** The charset that a server says a text is in, where it says so. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w:.-]+)/i.exec(contentType ?? '')?.[1]
}

function extensionIn(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase()
}
