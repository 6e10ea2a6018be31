import type { Language } from '../../domain/language.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import { rulesForEvidence } from '../../privacy/hiding.ts'
import { redactedTemplate } from '../../privacy/redact.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import type { RuledText } from './redact-by-rules.ts'

/** What the evidence is called in a prompt. */
export const evidenceLabel = { en: redactedTemplate`Evidence`, zh: redactedTemplate`资料` } as const

/** How many texts a passage brings into a prompt: title, headings and its words. */
const textsEach = 3

/** The texts of passages, three for each, with the rules for documents of their classification. */
export function ruledEvidence(evidence: readonly RetrievedPassage[], policy: Policy): readonly RuledText[] {
  return evidence.flatMap(({ title, headingPath, text, classification }) => {
    const ruleFor = rulesForEvidence(policy, classification)
    return [title, headingPath.join(' › '), text].map((part) => ({ text: part, ruleFor }))
  })
}

/** @param texts of passages, as `ruledEvidence` gives them, after redaction */
export function numberedEvidence(texts: readonly RedactedText[], language: Language): RedactedText {
  let numbered = redactedTemplate`${evidenceLabel[language]}:`
  for (let at = 0; at < texts.length; at += textsEach) {
    const [title, headings, text] = texts.slice(at, at + textsEach)
    if (title === undefined || headings === undefined || text === undefined) break
    numbered = redactedTemplate`${numbered}\n<evidence number="${at / textsEach + 1}">\n${title} › ${headings}\n${text}\n</evidence>`
  }
  return numbered
}
