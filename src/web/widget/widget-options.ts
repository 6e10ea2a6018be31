import type { Language } from '../../domain/language.ts'
import { chooseLanguage } from '../texts/texts.ts'

export interface WidgetOptions {
  /** Where the script came from, which is where Lorekeep is. */
  readonly script: string
  /** The address on the page's own server that hands out short-lived tokens. */
  readonly tokenUrl: string
  /** Stands on the button and above the panel; absent for the words of the language. */
  readonly title?: string
  readonly language: Language
}

/**
 * Reads the attributes of the script element: `data-token-url` (required, on the page's own origin),
 * `data-title`, `data-language` (`en`, `zh` or `auto`: the page's language, else the browser's).
 *
 * @throws Error that tells the page's author what is wrong
 */
export function widgetOptions(
  script: string,
  attributes: Readonly<Record<string, string | undefined>>,
  page: { readonly address: string; readonly languages: readonly string[] },
): WidgetOptions {
  const given = attributes['tokenUrl']
  if (given === undefined || !URL.canParse(given, page.address)) {
    throw new Error('widget.js needs data-token-url: the address on this site that hands out tokens')
  }
  const tokenUrl = new URL(given, page.address)
  if (tokenUrl.origin !== new URL(page.address).origin) {
    throw new Error(`widget.js: data-token-url must be on this site, but leads to ${tokenUrl.origin}`)
  }
  const wanted = attributes['language'] ?? 'auto'
  const title = attributes['title']?.trim()
  return {
    script,
    tokenUrl: tokenUrl.href,
    ...(title && { title }),
    language: chooseLanguage(wanted === 'auto' ? page.languages : [wanted]),
  }
}
