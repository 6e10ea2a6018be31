import type { Exchange } from './exchange.ts'

/** One path of the server. */
export interface Endpoint {
  readonly method: 'GET' | 'POST'
  /** Answers a request whose body is there and whose key was accepted; throws VendorError to refuse it. */
  serve(exchange: Exchange): Promise<void>
}
