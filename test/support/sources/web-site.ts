import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a path of the site is answered with. */
export interface SitePage {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface SiteRequest {
  readonly path: string
  readonly headers: Readonly<IncomingMessage['headers']>
}

/** A web site in this process. Pages with an ETag answer conditional requests. */
export interface WebSite {
  readonly origin: string
  /** Changed at will between requests. A list is answered in turn, its last entry for ever. */
  readonly pages: Map<string, SitePage | SitePage[] | 'break'>
  readonly requests: SiteRequest[]
  pathsAsked(): readonly string[]
  close(): Promise<void>
}

export async function startWebSite(): Promise<WebSite> {
  const pages: WebSite['pages'] = new Map()
  const requests: SiteRequest[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    const known = pages.get(path)
    if (known === 'break') request.socket.destroy()
    else {
      const next = Array.isArray(known) ? (known.length > 1 ? known.shift() : known[0]) : known
      answer(request, response, next ?? { status: 404, body: 'nothing here' })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    pages,
    requests,
    pathsAsked: () => requests.map(({ path }) => path),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, page: SitePage): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', ...page.headers }
  const etag = page.headers?.['etag']
  if (etag !== undefined && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end()
    return
  }
  response.writeHead(page.status ?? 200, headers).end(page.body ?? '')
}

/** A page with a text and links. */
export function htmlPage(text: string, links: readonly string[] = [], head = ''): string {
  const anchors = links.map((link) => `<a href="${link}">${link}</a>`).join(' ')
  return `<!doctype html><html><head><title>${text}</title>${head}</head><body><p>${text}</p>${anchors}</body></html>`
}
