import type { SensitiveKind } from '../domain/sensitive-span.ts'
import type { ChatMessage } from '../ports/chat-model.ts'
import { findByForm, onlyHidden } from '../privacy/find-sensitive.ts'
import type { Vault } from '../privacy/vault.ts'

const findHidden = onlyHidden(findByForm)

/**
 * A second look at the very messages that may leave, after everything was put together: whether any
 * value of the vault, or anything that tells by its form, still stands in them. Names are told by the words around
 * them, which are others here: they were looked for in each text by itself.
 * @param left kinds that the policy leaves in one of the texts
 */
export function leaks(messages: readonly ChatMessage[], vault: Vault, left: ReadonlySet<SensitiveKind>): boolean {
  return messages.some(
    ({ content }) => vault.occurrences(content).length > 0 || findHidden(content).some(({ kind }) => !left.has(kind)),
  )
}
