import type { CompanyRules } from '../domain/company-rules.ts'
import type { SensitiveKind } from '../domain/sensitive-span.ts'
import type { ChatMessage } from '../ports/chat-model.ts'
import { createFindByForm, onlyHidden } from '../privacy/find-sensitive.ts'
import type { Vault } from '../privacy/vault.ts'

/**
 * A second look at the very messages that may leave, after everything was put together: whether any
 * value of the vault, or anything that tells by its form, still stands in them. Names are told by the words around
 * them, which are others here: they were looked for in each text by itself.
 * @param left kinds that the policy leaves in one of the texts
 */
export function leaks(
  messages: readonly ChatMessage[],
  vault: Vault,
  left: ReadonlySet<SensitiveKind>,
  companyRules: CompanyRules,
): boolean {
  const findHidden = onlyHidden(createFindByForm(companyRules))
  return messages.some(
    ({ content }) => vault.occurrences(content).length > 0 || findHidden(content).some(({ kind }) => !left.has(kind)),
  )
}
