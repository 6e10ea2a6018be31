import type { Principal } from '../domain/access/principal.ts'
import type { Policy } from '../domain/privacy/policy.ts'
import type { SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { FindSensitive } from '../privacy/find-sensitive.ts'
import { findHiddenBy, findLeftBy, rulesForQuestion } from '../privacy/hiding.ts'
import { redact, type Redaction } from '../privacy/redact.ts'
import { createVault, type Vault } from '../privacy/vault.ts'
import type { OpenConversation } from './conversation/open-conversation.ts'

/** A sensitive value, where it stood in the input. */
export interface ShownSpan extends SensitiveSpan {
  /** What stands for it now; absent for what the policy leaves in a question, and stays in the text. */
  readonly placeholder?: string
}

export interface ShownRedaction {
  readonly text: string
  /** In order, none overlapping; offsets are UTF-16 code units of the input. */
  readonly spans: readonly ShownSpan[]
}

/**
 * Redaction alone: what a model would be sent of a text by the rules for a question, and what was found in it. With a conversation, values have
 * the placeholders they have in it, and new ones are kept there; without one, nothing is kept.
 * @throws LorekeepError `not-found` for a conversation that is somebody else's, `conversation-expired`, `redaction-failed`
 */
export type RedactText = (text: string, principal: Principal, conversationId?: string) => Promise<ShownRedaction>

export interface RedactTextParts {
  readonly findSensitive: FindSensitive
  readonly policy: LiveValue<Policy>
  readonly openConversation: OpenConversation
}

export function createRedactText({ findSensitive, policy, openConversation }: RedactTextParts): RedactText {
  const showRedaction = (text: string, vault: Vault): ShownRedaction => {
    const ruleFor = rulesForQuestion(policy.current())
    const redaction = redact(text, vault, findHiddenBy(findSensitive, ruleFor))
    return { text: redaction.text, spans: withLeft(redaction.spans, findLeftBy(findSensitive, ruleFor)(text)) }
  }
  return async (text, principal, conversationId) => {
    if (conversationId === undefined) return showRedaction(text, createVault())
    const { vault } = await openConversation(conversationId, principal)
    return vault.redact((open) => showRedaction(text, open))
  }
}

/** Hidden values, and between them those that stay in the text. */
function withLeft(hidden: Redaction['spans'], left: readonly SensitiveSpan[]): readonly ShownSpan[] {
  const shown: ShownSpan[] = []
  let next = 0
  for (const span of left) {
    for (let before = hidden[next]; before !== undefined && before.end <= span.start; before = hidden[next]) {
      shown.push(before)
      next += 1
    }
    const behind = hidden[next]
    if (behind === undefined || span.end <= behind.start) shown.push(span)
  }
  return [...shown, ...hidden.slice(next)]
}
