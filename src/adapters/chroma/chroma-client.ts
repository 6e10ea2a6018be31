import { ChromaClient } from 'chromadb'
import { LorekeepError } from '../../domain/errors.ts'

export interface ChromaAccess {
  /** `http://host:port` or `https://host:port`. */
  readonly url: string
  readonly tenant: string
  readonly database: string
  readonly token?: string | undefined
}

/**
 * A client for one call. The vendor's calls take no signal, but its constructor takes options for
 * `fetch`; building a client costs no request.
 * @throws LorekeepError `bad-configuration` for an address that the client cannot use
 */
export function clientFor(access: ChromaAccess, signal: AbortSignal): ChromaClient {
  return new ChromaClient({
    ...addressOf(access.url),
    tenant: access.tenant,
    database: access.database,
    headers: access.token === undefined ? {} : tokenHeaders(access.token),
    fetchOptions: { signal },
  })
}

/** Chroma Cloud reads the first, servers behind a proxy the second. */
function tokenHeaders(token: string): Record<string, string> {
  return { 'x-chroma-token': token, 'authorization': `Bearer ${token}` }
}

function addressOf(text: string): { readonly host: string; readonly port: number; readonly ssl: boolean } {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isUsable = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/'
  if (!isUsable || url.username !== '' || url.search !== '') {
    throw new LorekeepError('bad-configuration', 'The address of the Chroma server is not one that can be used.', {
      hint: 'Write CHROMA_URL as http://host:port or https://host:port, without a path or password.',
    })
  }
  const ssl = url.protocol === 'https:'
  const standardPort = ssl ? 443 : 80
  return { host: url.hostname, port: url.port === '' ? standardPort : Number(url.port), ssl }
}
