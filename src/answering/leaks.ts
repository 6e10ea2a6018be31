import type { ChatMessage } from '../ports/chat-model.ts'
import { findHidden } from '../privacy/find-sensitive.ts'
import type { Vault } from '../privacy/vault.ts'

/**
 * A second look at the very messages that may leave, after everything was put together: whether any
 * value of the vault, or anything that a recogniser knows, still stands in them.
 */
export function leaks(messages: readonly ChatMessage[], vault: Vault): boolean {
  return messages.some(({ content }) => vault.occurrences(content).length > 0 || findHidden(content).length > 0)
}
