import type { CheerioAPI } from 'cheerio'

/** What the package document of a book says (EPUB 3.3, 5). */
export interface EpubPackage {
  readonly title?: string
  readonly language?: string
  /** Paths of the chapters in the archive, in the order of reading. */
  readonly chapters: readonly string[]
  /** Where the table of contents is, and in which of its two forms. */
  readonly contents?: { readonly path: string; readonly kind: 'nav' | 'ncx' }
}

const chapterTypes = new Set(['application/xhtml+xml', 'text/html', 'application/x-dtbook+xml'])

/** @param path of the package document in the archive, which the paths in it are relative to */
export function readPackage($: CheerioAPI, path: string): EpubPackage {
  const items = new Map(
    $('manifest > item, opf\\:manifest > opf\\:item')
      .toArray()
      .map((item) => [item.attribs['id'] ?? '', item.attribs] as const),
  )
  const chapters = $('spine > itemref, opf\\:spine > opf\\:itemref')
    .toArray()
    .flatMap(({ attribs }) => {
      const item = items.get(attribs['idref'] ?? '')
      const href = item?.['href']
      return href !== undefined && chapterTypes.has(item?.['media-type'] ?? '') ? [resolvePath(path, href)] : []
    })
  const nav = [...items.values()].find((item) => /(?:^|\s)nav(?:\s|$)/.test(item['properties'] ?? ''))?.['href']
  const ncx = [...items.values()].find((item) => item['media-type'] === 'application/x-dtbncx+xml')?.['href']
  const [title, language] = [metadata($, 'title'), metadata($, 'language')]
  return {
    chapters,
    ...(title !== undefined && { title }),
    ...(language !== undefined && { language }),
    ...(nav !== undefined
      ? { contents: { path: resolvePath(path, nav), kind: 'nav' } }
      : ncx !== undefined && { contents: { path: resolvePath(path, ncx), kind: 'ncx' } }),
  }
}

/** A path in the archive, from a reference in another file of it. */
export function resolvePath(from: string, reference: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of decoded(reference.replace(/#.*$/s, '')).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function metadata($: CheerioAPI, name: string): string | undefined {
  const element = $(`dc\\:${name}`).get(0)
  const words = element === undefined ? '' : $(element).text().replace(/\s+/g, ' ').trim()
  return words === '' ? undefined : words
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return reference
  }
}
