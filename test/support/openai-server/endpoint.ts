import type { Exchange } from './exchange.ts'

/** One path of the server. */
export interface Endpoint {
  readonly method: 'GET' | 'POST'
  /** Answers a request whose body is there and whose key was accepted; throws VendorError to refuse it. */
  serve(exchange: Exchange): Promise<void>
}

/** Paths of the server that hold an id, which is handed to what serves them. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: RegExp
  serve(exchange: Exchange, id: string): Promise<void>
}
