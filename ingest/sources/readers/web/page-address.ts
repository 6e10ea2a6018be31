/** In characters; servers take no longer ones either. */
export const longestAddress = 8192

/**
 * The one spelling of a page's address: absolute, without the part behind `#` and without a login.
 * Undefined for what is no address of a page, or too long for one.
 */
export function pageAddress(text: string, base?: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > longestAddress || !URL.canParse(trimmed, base)) return undefined
  const url = new URL(trimmed, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}

/** What the globs of a source are compared with: path and query without the slash in front, readable. */
export function globPathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return `${readable(pathname.slice(1))}${search}`
}

/** The last part of an address, readable: what a browser would name the file. */
export function fileNameOf(address: string): string {
  const name = readable(new URL(address).pathname).split('/').at(-1)
  return name === undefined || name === '' ? 'index' : name
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    // Percent signs that encode nothing are part of the name.
    if (error instanceof URIError) return path
    throw error
  }
}
