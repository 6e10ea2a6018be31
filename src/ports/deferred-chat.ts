import type { LorekeepError } from '../domain/errors.ts'
import type { DeferringProvider } from '../domain/routing/model-catalogue.ts'
import type { TokenUsage } from '../domain/accounting/usage.ts'
import type { ChatEvent, ChatMessage } from './chat-model.ts'

/** One of many requests that are answered later. */
export interface DeferredRequest {
  /** Unique among them; at least six characters. */
  readonly id: string
  readonly messages: readonly ChatMessage[]
  /** How many questions it asks: each may have an answer as long as one by itself. */
  readonly questions: number
}

/** A batch at a provider. */
export interface RemoteBatch {
  readonly id: string
  /** Whether anything may still come of it. One that has ended may have been cancelled, expired or refused. */
  readonly hasEnded: boolean
  /** Its own word for how it stands. */
  readonly status: string
  readonly done: number
  readonly failed: number
  /** Files with replies and failures; there may be some of a batch that was cut short. */
  readonly files: readonly string[]
  /** What the provider says went wrong with all of it. */
  readonly problem?: string
}

/** What became of a request. */
export type DeferredReply =
  | {
      readonly text: string
      readonly finish: Extract<ChatEvent, { type: 'finish' }>['reason']
      /** What the provider counted; absent where it did not say. */
      readonly usage?: TokenUsage
    }
  | { readonly error: LorekeepError }

/**
 * The batch API of a provider: requests are handed over as a file, and answered within a day or so at a lower price. What
 * is thrown are the errors of a chat model. Nothing is tried again.
 */
export interface DeferredChat {
  /** Resolves when the file may be submitted. @returns its id */
  upload(name: string, requests: readonly DeferredRequest[], signal: AbortSignal): Promise<string>
  /** Has the requests of a file answered. To be called once for a file: a second time pays twice. */
  submit(fileId: string, name: string, signal: AbortSignal): Promise<RemoteBatch>
  /** The batch that was made of a file, whoever made it. */
  find(fileId: string, signal: AbortSignal): Promise<RemoteBatch | undefined>
  /** Undefined for a batch that the provider does not know, or knows no more. */
  look(remoteId: string, signal: AbortSignal): Promise<RemoteBatch | undefined>
  /** What became of each request, by its id; one of which nothing is known is not in it. */
  replies(batch: RemoteBatch, signal: AbortSignal): Promise<ReadonlyMap<string, DeferredReply>>
  /** What is done by then is paid for, and can be fetched when the batch has ended. */
  cancel(remoteId: string, signal: AbortSignal): Promise<void>
  /** Deletes files at the provider, as far as they are there. */
  forget(fileIds: readonly string[], signal: AbortSignal): Promise<void>
}

/** Makes the batch API of a provider that has one. */
export type DeferredChatFactory = (provider: DeferringProvider) => DeferredChat
