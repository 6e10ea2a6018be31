import type { CheerioAPI } from 'cheerio'
import { decodeText, encodingOfMark } from '../text/decode-text.ts'
import { type HtmlNode, wordsOf } from './html-to-blocks.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { withContent } from '../unreadable.ts'
import { mainContent } from './main-content.ts'
import { pageMetadata } from './page-metadata.ts'
import { withoutSharePoint } from './share-point-page.ts'

/**
 * Loads a web page: what a reader sees of its main part, as plain text, without navigation, forms
 * and hidden elements. Pages that Confluence and SharePoint exported are read as their authors wrote them.
 */
export async function loadHtml({ bytes, path }: FileContent): Promise<LoadedDocument> {
  const { load } = await import('cheerio')
  const decoded = decodeText(bytes, path, declaredCharset(bytes))
  const source = /\.aspx$/i.test(path) ? withoutSharePoint(decoded, (html) => load(html).text()) : decoded
  // XHTML closes elements that HTML does not, such as <script/>, which would swallow the page.
  const isXhtml = /\.xhtml?$/i.test(path) || source.trimStart().startsWith('<?xml')
  const $ = load(source, isXhtml ? { xml: { xmlMode: false, recognizeSelfClosing: true } } : {})
  const title = titleOf($)
  const metadata = pageMetadata($)
  const { text, blocks } = mainContent($)
  return withContent(path, { text, blocks, pages: [], ...(title !== undefined && { title }), ...metadata })
}

function titleOf($: CheerioAPI): string | undefined {
  const title =
    firstWords($('head > title').get(0) ?? $('title').not('svg *').get(0)) ?? firstWords($('h1').get(0)) ?? undefined
  // Confluence writes the name of the space before that of the page.
  const isConfluence = $('#main-content.wiki-content').length > 0 && $('#title-text, #breadcrumbs').length > 0
  return isConfluence ? title?.replace(/^.+? : (?=\S)/s, '') : title
}

function firstWords(element: HtmlNode | undefined): string | undefined {
  const words = element ? wordsOf(element) : ''
  return words === '' ? undefined : words
}

/** The charset that the first kilobyte names, as browsers look for it (HTML, "prescan a byte stream"). */
function declaredCharset(bytes: Uint8Array): string | undefined {
  if (encodingOfMark(bytes)) return undefined
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return /(?:<meta[^>]+charset|<\?xml[^>]+encoding)\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1]
}
