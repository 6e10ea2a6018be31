import type { EndpointCall } from '../domain/accounting/endpoint-call.ts'

/** A request to an endpoint that is paid by the token, before it is made. */
export type EndpointRequest = Pick<EndpointCall, 'purpose' | 'tier' | 'provider' | 'model' | 'textCount' | 'sent'> & {
  /** As counted by us. */
  readonly estimatedTokens: number
}

export interface EndpointReply<T> {
  readonly value: T
  /** As the endpoint reported them; absent where it did not. */
  readonly tokens?: number
}

/** Sees to it that calls of endpoints are paid for by whoever they are made for. */
export interface EndpointAccount {
  /**
   * Makes a request once there is a budget for it, and notes it however it ends.
   * @param make throws a LorekeepError for what can be expected, from whose code follows whether it may have been charged
   * @throws LorekeepError `budget-exhausted` in place of making it; whatever `make` throws
   */
  pay<T>(request: EndpointRequest, make: () => Promise<EndpointReply<T>>): Promise<T>
}

/** For tests and tools that keep no books. */
export const unpaid: EndpointAccount = { pay: async (_request, make) => (await make()).value }
