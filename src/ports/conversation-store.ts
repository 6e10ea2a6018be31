/** A question and its answer, as later questions of the conversation see them. */
export interface Turn {
  readonly answerId: string
  readonly question: string
  readonly standaloneQuestion: string
  readonly answer: string
  readonly at: number
}

/** The state of a conversation's vault as it was kept. Each state has a higher version than the one before. */
export interface KeptVault {
  readonly state: string
  readonly version: number
}

export interface Conversation {
  readonly id: string
  readonly principalId: string
  readonly createdAt: number
  /** When it last got a turn or a vault. */
  readonly usedAt: number
  /** Oldest first, the last few only. */
  readonly turns: readonly Turn[]
  /** Absent while no value was met. */
  readonly vault?: KeptVault
  /** Turns and vault are deleted; nothing is added any more. */
  readonly isExpired: boolean
}

/**
 * What was said in each conversation, and its vault. A store that outlives the process seals both. A conversation belongs to
 * whoever began it: for anybody else, writing throws `forbidden`.
 */
export interface ConversationStore {
  get(id: string): Promise<Conversation | undefined>
  /**
   * Adds a turn, creating the conversation on the first.
   * @throws LorekeepError `forbidden`, `conversation-expired`
   */
  append(id: string, principalId: string, turn: Turn): Promise<void>
  /**
   * Replaces the vault, creating the conversation, without turns, if there is none. False, with nothing changed, when the
   * version that was read, 0 for none, is not the one that is kept: somebody else came first, on whatever machine.
   * @throws LorekeepError `forbidden`
   */
  keepVault(id: string, principalId: string, at: number, state: string, readVersion: number): Promise<boolean>
  /**
   * Deletes the turns and vaults of conversations that were last used before a time, longest unused first, and returns
   * how many it were. Whose they were stays known, so that their ids are not begun anew.
   */
  expire(usedBefore: number, limit: number): Promise<number>
}
