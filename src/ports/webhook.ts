/** Something that happened, for a program elsewhere. */
export interface WebhookMessage {
  /** Stays the same when it is sent again. */
  readonly id: string
  readonly event: string
  /** JSON. */
  readonly body: string
}

/** Tells a program elsewhere, in a few seconds at most. @throws LorekeepError when it was not taken in time, or refused */
export type SendWebhook = (message: WebhookMessage) => Promise<void>
