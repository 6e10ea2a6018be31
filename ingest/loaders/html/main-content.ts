import type { CheerioAPI } from 'cheerio'
import { type HtmlNode, htmlToBlocks } from './html-to-blocks.ts'

type Content = ReturnType<typeof htmlToBlocks>

/** Where pages keep their text, the surest sign first. Each counts only where a page has one of it. */
const mainParts = [
  '#main-content.wiki-content', // An export of Confluence.
  'main, [role=main]',
  'article',
  '#DeltaPlaceHolderMain', // SharePoint
]

/** What pages say to every reader, whatever they are about. */
const boilerplate = [
  '[role=dialog], [role=alertdialog], [role=menu], [role=menubar], [role=toolbar]',
  '[aria-label=breadcrumb i], [aria-label=breadcrumbs i], .breadcrumb, .breadcrumbs, #breadcrumb, #breadcrumbs, #breadcrumb-section',
  '[class*=cookie-banner i], [class*=cookie-consent i], [class*=cookie-notice i], [id*=cookie-banner i], [id*=cookie-consent i], [id*=cookie-notice i], #onetrust-consent-sdk, #CybotCookiebotDialog',
  '[class*=share-bar i], [class*=share-buttons i], [class*=social-share i], [class*=sharing-buttons i], .addtoany_share_save_container, .bdsharebuttonbox',
  'a.skip-link, a.skip-to-content, a.skiplink',
].join(', ')

/** A menu that does not say that it is one: many short links and hardly anything else. */
const menu = { links: 4, linkedShare: 0.8, linkLength: 30 }
/** When less than this of a page's text would be left, the guess at its main part was wrong. */
const leastShare = 1 / 3

/**
 * What a reader comes to a page for: its main part, without what every page of the site has. Where that
 * would lose most of the text, the whole page. Takes elements out of the page.
 */
export function mainContent($: CheerioAPI): Content {
  const body: HtmlNode = $('body').get(0) ?? $.root().get(0) ?? { type: 'root' }
  const whole = htmlToBlocks(body)
  $(boilerplate).remove()
  const main = mainParts.map((selector) => $(selector)).find((found) => found.length === 1)
  if (main === undefined) removeMenus($)
  const content = htmlToBlocks(main?.get(0) ?? body)
  return lettersIn(content.text) < leastShare * lettersIn(whole.text) ? whole : content
}

/** Only above the first heading: further down, a list of links may be what the page is about. */
function removeMenus($: CheerioAPI): void {
  const menus = new Set<HtmlNode>()
  let isBelowHeading = false
  const measure = (node: HtmlNode, isLinked: boolean): Measure => {
    if (node.type === 'text') {
      const letters = lettersIn(node.data ?? '')
      return { letters, linked: isLinked ? letters : 0, links: 0 }
    }
    if (node.type !== 'tag') return nothing
    const name = node.name ?? ''
    if (/^h[1-3]$/.test(name)) isBelowHeading = true
    const isLink = name === 'a'
    let { letters, linked, links } = { ...nothing, links: isLink ? 1 : 0 }
    for (const child of node.children ?? []) {
      const inner = measure(child, isLinked || isLink)
      letters += inner.letters
      linked += inner.linked
      links += inner.links
    }
    const all = { letters, linked, links }
    if (menuNames.has(name) && !isBelowHeading && isMenu(all)) menus.add(node)
    return all
  }
  const body = $('body').get(0)
  if (body !== undefined) measure(body, false)
  $('ul, ol, table, div')
    .filter((_, element) => menus.has(element))
    .remove()
}

interface Measure {
  readonly letters: number
  /** The letters that are within links. */
  readonly linked: number
  readonly links: number
}

const nothing: Measure = { letters: 0, linked: 0, links: 0 }
const menuNames = new Set(['ul', 'ol', 'table', 'div'])

function isMenu({ letters, linked, links }: Measure): boolean {
  return links >= menu.links && linked >= menu.linkedShare * letters && linked <= menu.linkLength * links
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
