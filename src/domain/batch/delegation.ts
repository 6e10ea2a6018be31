import type { ModelProvider } from '../routing/model-catalogue.ts'

/**
 * `prepared` until its file is at the provider, `uploaded` until the provider has made a batch of it, `submitted` while the
 * provider works and its replies are fetched, `settled` when every reply is booked or given up. `refused` by a provider
 * that does not take it.
 */
export type DelegationState = 'prepared' | 'uploaded' | 'submitted' | 'refused' | 'settled'

/** Questions of a batch whose prompts a provider answers later, through its batch API. */
export interface Delegation {
  readonly id: string
  readonly batch: string
  readonly provider: Pick<ModelProvider, 'name' | 'model'>
  readonly state: DelegationState
  readonly createdAt: number
  /** By when the provider means to be done, in ms since the epoch. */
  readonly dueAt: number
  /** The file with the requests, at the provider. */
  readonly fileId?: string
  /** The batch that the provider made of it. */
  readonly remoteId?: string
  /** Requests in it, and how many of them the provider says are through. */
  readonly requests: { readonly total: number; readonly done: number; readonly failed: number }
}

/** What is told of questions that wait at a provider. */
export type DelegationProgress = Pick<Delegation, 'provider' | 'createdAt' | 'dueAt' | 'requests'>

/** What a batch says of its delegations; nothing where there is none. */
export function delegatedPart(delegations: readonly Delegation[]): {
  readonly delegated?: readonly DelegationProgress[]
} {
  if (delegations.length === 0) return {}
  return {
    delegated: delegations.map(({ provider, createdAt, dueAt, requests }) => ({
      provider,
      createdAt,
      dueAt,
      requests,
    })),
  }
}
