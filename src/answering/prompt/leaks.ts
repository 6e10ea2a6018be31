import type { CompanyRules } from '../../domain/privacy/company-rules.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { SensitiveKind, SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import { createFindByForm } from '../../privacy/find-sensitive.ts'
import type { RuleFor } from '../../privacy/hiding.ts'
import { identityOf } from '../../privacy/known-values.ts'
import type { Vault } from '../../privacy/vault.ts'

/** A text as it went into a prompt, and the rules that it was redacted by. */
export interface RedactedByRule {
  readonly text: RedactedText
  readonly ruleFor: RuleFor
}

/**
 * A second look at the very messages that may leave, after everything was put together: whether any
 * value of the vault, or anything that tells by its form and that the policy hides, still stands in them. A kind that the
 * rules hide in one text and leave in another may stand there with the values of the other text alone. Names are told by
 * the words around them, which are others here: they were looked for in each text by itself.
 * @param texts all that the messages were put together from
 */
export function leaks(
  messages: readonly ChatMessage[],
  texts: readonly RedactedByRule[],
  vault: Vault,
  companyRules: CompanyRules,
): boolean {
  const findByForm = createFindByForm(companyRules)
  const hidesSomewhere = (kind: SensitiveKind) => texts.some(({ ruleFor }) => ruleFor(kind) !== 'leave')
  const findHidden = (text: string) => findByForm(text, hidesSomewhere).filter(({ kind }) => hidesSomewhere(kind))
  const found = messages.flatMap(({ content }) => findHidden(content).map((span) => valueIn(content, span)))
  const mayStay = found.length === 0 ? new Set() : valuesLeftIn(texts, findHidden)
  return (
    messages.some(({ content }) => vault.occurrences(content).length > 0) || found.some((value) => !mayStay.has(value))
  )
}

function valuesLeftIn(
  texts: readonly RedactedByRule[],
  find: (text: string) => readonly SensitiveSpan[],
): ReadonlySet<string> {
  const left = texts.flatMap(({ text, ruleFor }) =>
    find(text)
      .filter(({ kind }) => ruleFor(kind) === 'leave')
      .map((span) => valueIn(text, span)),
  )
  return new Set(left)
}

/** The same for all spellings of a value. */
function valueIn(text: string, { kind, start, end }: SensitiveSpan): string {
  return `${kind} ${identityOf(kind, text.slice(start, end))}`
}
