/** Fields of a page that hold what its author wrote, as escaped HTML. */
const contentField = /<mso:(CanvasContent1|WikiField|PublishingPageContent)\b[^>]*>([\s\S]*?)<\/mso:\1>/gi
const titleField = /<mso:Title\b[^>]*>([\s\S]*?)<\/mso:Title>/i
const directive = /<%[\s\S]*?%>/g

/**
 * The source of a web page that a browser could show. A page file of SharePoint (`.aspx`) begins with
 * directives of its server and keeps what its author wrote in fields within a comment; other pages stay
 * as they are.
 * @param unescape turns the character references of HTML into what they mean
 */
export function withoutSharePoint(source: string, unescape: (html: string) => string): string {
  const page = source.replace(directive, '')
  const written = [...page.matchAll(contentField)].map(([, , field = '']) => unescape(field)).join('\n')
  if (written.trim() === '') return page
  const title = titleField.exec(page)?.[1]
  return `<html><head>${title === undefined ? '' : `<title>${title}</title>`}</head><body>${written}</body></html>`
}
