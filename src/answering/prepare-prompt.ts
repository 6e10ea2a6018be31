import type { Language } from '../domain/language.ts'
import type { RedactedText } from '../domain/redacted-text.ts'
import type { SensitiveSpan } from '../domain/sensitive-span.ts'
import type { ChatMessage } from '../ports/chat-model.ts'
import type { Turn } from '../ports/conversation-store.ts'
import { countKinds, type KindCounts } from '../privacy/find-sensitive.ts'
import { rawForOnPrem, redact } from '../privacy/redact.ts'
import type { Vault } from '../privacy/vault.ts'
import { assemblePrompt } from './assemble-prompt.ts'
import type { RetrievedPassage } from './retrieve.ts'

/** The messages for a model, with placeholders and as they are, and what was found in them. */
export interface PreparedPrompt {
  /** The only messages that may ever leave the house. */
  readonly redacted: readonly ChatMessage[]
  /** For a model on the premises, where the policy lets it see raw text. */
  readonly raw: readonly ChatMessage[]
  readonly found: { readonly question: KindCounts; readonly evidence: KindCounts }
}

/** How many turns a model is reminded of, and how much of each. */
const turnsShown = 2
const answerShown = 600

/** Takes question, talk and evidence through one vault, so that a value has one placeholder everywhere. */
export function preparePrompt(
  question: string,
  turns: readonly Turn[],
  evidence: readonly RetrievedPassage[],
  language: Language,
  vault: Vault,
): PreparedPrompt {
  const inQuestion: SensitiveSpan[] = []
  const inEvidence: SensitiveSpan[] = []
  const redactInto = (found: SensitiveSpan[]) => (text: string) => {
    const { text: redacted, spans } = redact(text, vault)
    found.push(...spans)
    return redacted
  }
  return {
    redacted: assemble(redactInto(inQuestion), redactInto(inEvidence)),
    raw: assemble(rawForOnPrem, rawForOnPrem),
    found: { question: countKinds(inQuestion), evidence: countKinds(inEvidence) },
  }

  function assemble(own: (text: string) => RedactedText, foreign: (text: string) => RedactedText) {
    return assemblePrompt(
      own(question),
      evidence.map((passage) => ({
        title: foreign(passage.title),
        headings: foreign(passage.headingPath.join(' › ')),
        text: foreign(passage.text),
      })),
      turns
        .slice(-turnsShown)
        .map((turn) => ({ question: own(turn.question), answer: own(turn.answer.slice(0, answerShown)) })),
      language,
    )
  }
}
