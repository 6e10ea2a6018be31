/** A question and its answer, as later questions of the conversation see them. */
export interface Turn {
  readonly answerId: string
  readonly question: string
  readonly standaloneQuestion: string
  readonly answer: string
  readonly at: number
}

export interface Conversation {
  readonly id: string
  readonly principalId: string
  readonly createdAt: number
  /** Oldest first, the last few only. */
  readonly turns: readonly Turn[]
  /** The sealed state of the conversation's vault, if any. */
  readonly sealedVault?: string
}

export interface ConversationStore {
  get(id: string): Promise<Conversation | undefined>
  /** Adds a turn, creating the conversation on the first; replaces the vault. */
  append(id: string, principalId: string, turn: Turn, sealedVault: string): Promise<void>
  /** Replaces the vault alone, creating the conversation, without turns, if there is none. */
  keepVault(id: string, principalId: string, at: number, sealedVault: string): Promise<void>
}
