import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ForeignSite {
  readonly origin: string
  /** How many tokens its server has handed out. */
  readonly tokensGiven: number
  /** The next reply of the token address; a function of how many were given before. */
  reply: (given: number) => { readonly status: number; readonly body: unknown }
  close(): Promise<void>
}

/**
 * Another company's page with the widget on it. Its own policy allows the script and the requests of
 * the widget, but no inline scripts or styles.
 */
export async function startForeignSite(lorekeep: string, attributes = 'data-title="Ask Halden"'): Promise<ForeignSite> {
  const state = {
    tokensGiven: 0,
    reply: (given: number): { readonly status: number; readonly body: unknown } => ({
      status: 200,
      body: { token: `token-${given + 1}`, expiresAt: Date.now() + 300_000 },
    }),
  }
  const server = createServer((request, response) => {
    if (request.url === '/lorekeep-token' && request.method === 'POST') {
      const { status, body } = state.reply(state.tokensGiven)
      state.tokensGiven += 1
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      return
    }
    if (request.url !== '/') {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${lorekeep}; connect-src 'self' ${lorekeep}; style-src 'none'; img-src data:; require-trusted-types-for 'script'`,
    })
    response.end(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Support desk</title><link rel="icon" href="data:,">
<script src="${lorekeep}/widget.js" data-token-url="/lorekeep-token" ${attributes} async></script></head>
<body><h1>Support desk</h1><p>${'A page of another company, with words of its own. '.repeat(40)}</p><p><a href="#">A link</a></p></body>
</html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  })
}
