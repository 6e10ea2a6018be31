import { decodeText, encodingOfMark } from '../text/decode-text.ts'
import { type HtmlNode, htmlToBlocks, wordsOf } from './html-to-blocks.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { withContent } from '../unreadable.ts'

/**
 * Loads a web page: what a reader sees of its main part, as plain text, without navigation, forms
 * and hidden elements.
 */
export async function loadHtml({ bytes, path }: FileContent): Promise<LoadedDocument> {
  const { load } = await import('cheerio')
  const source = decodeText(bytes, path, declaredCharset(bytes))
  // XHTML closes elements that HTML does not, such as <script/>, which would swallow the page.
  const isXhtml = /\.xhtml?$/i.test(path) || source.trimStart().startsWith('<?xml')
  const $ = load(source, isXhtml ? { xml: { xmlMode: false, recognizeSelfClosing: true } } : {})
  const body: HtmlNode = $('body').get(0) ?? $.root().get(0) ?? { type: 'root' }
  const main = [$('main, [role=main]'), $('article')].find((found) => found.length === 1)?.get(0)
  const content = main ? htmlToBlocks(main) : undefined
  const { text, blocks } = content && content.blocks.length > 0 ? content : htmlToBlocks(body)
  const title = firstWords($('head > title').get(0) ?? $('title').get(0)) ?? firstWords($('h1').get(0)) ?? undefined
  return withContent(path, { text, blocks, pages: [], ...(title && { title }) })
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
