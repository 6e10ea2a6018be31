import type { Language } from '../../domain/language.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { rulesForQuestion } from '../../privacy/hiding.ts'
import { rawForOnPrem, redactedTemplate } from '../../privacy/redact.ts'
import type { Vault } from '../../privacy/vault.ts'
import { evidenceRules } from '../prompt/evidence-rules.ts'
import type { RedactedByRule } from '../prompt/leaks.ts'
import { evidenceLabel, numberedEvidence, ruledEvidence } from '../prompt/numbered-evidence.ts'
import { onPremOnlyKindsIn, redactByRules } from '../prompt/redact-by-rules.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** What a question's prompt is made of, where it could as well be one of several in a prompt. */
export interface ReplyMaterial {
  readonly question: string
  /** As a model may read it. */
  readonly evidence: readonly RetrievedPassage[]
  readonly language: Language
  readonly policy: Policy
  readonly findSensitive: FindSensitive
}

/** Several questions over the evidence of all of them. */
export interface SharedPrompt {
  readonly redacted: readonly ChatMessage[]
  readonly raw: readonly ChatMessage[]
  /** Kinds in the evidence that no cloud model may be asked about. */
  readonly onPremOnlyKinds: readonly SensitiveKind[]
  /** The texts that `redacted` was put together from. */
  readonly texts: readonly RedactedByRule[]
}

/** What a model is told before several questions. */
export const sharedInstructions = {
  en: redactedTemplate`${evidenceRules.en.task}
- Answer every question by itself, in their order. Begin each answer with a line that holds only its mark, such as ## Q1.
- Use for a question only the evidence that is named with it.
${evidenceRules.en.citing}
- If the evidence does not answer a question, its answer is exactly NOT_FOUND.
${evidenceRules.en.reading}`,
  zh: redactedTemplate`${evidenceRules.zh.task}
- 按顺序逐一回答每个问题。每个答案前单独写一行该问题的标记，例如 ## Q1。
- 回答每个问题时只使用为该问题列出的资料。
${evidenceRules.zh.citing}
- 如果资料不能回答某个问题，该问题的答案只写 NOT_FOUND。
${evidenceRules.zh.reading}`,
} as const satisfies Record<Language, RedactedText>

const questionsLabel = { en: redactedTemplate`Questions`, zh: redactedTemplate`问题` } as const

/** The evidence of several questions, each piece once, in the order in which they come to it. */
export function joinedEvidence(materials: readonly ReplyMaterial[]): readonly RetrievedPassage[] {
  return [
    ...new Map(materials.flatMap(({ evidence }) => evidence.map((passage) => [passage.chunkId, passage]))).values(),
  ]
}

/**
 * Takes several questions and their evidence through one vault, so that a value has one placeholder everywhere and one
 * that is recognised in any of them is hidden in all.
 * @param evidence numbered in this order
 * @throws LorekeepError `redaction-failed`
 */
export function prepareSharedPrompt(
  materials: readonly [ReplyMaterial, ...ReplyMaterial[]],
  evidence: readonly RetrievedPassage[],
  vault: Vault,
): SharedPrompt {
  const [{ policy, findSensitive, language }] = materials
  const texts = [
    ...materials.map(({ question }) => ({ text: question, ruleFor: rulesForQuestion(policy) })),
    ...ruledEvidence(evidence, policy),
  ]
  const redactions = redactByRules(texts, findSensitive, vault)
  const numbers = materials.map((material) => numbersIn(evidence, material))
  return {
    redacted: assemble(
      redactions.map(({ text }) => text),
      numbers,
      language,
    ),
    raw: assemble(
      texts.map(({ text }) => rawForOnPrem(text)),
      numbers,
      language,
    ),
    onPremOnlyKinds: onPremOnlyKindsIn(redactions.slice(materials.length)),
    texts: redactions,
  }
}

/** The numbers that the evidence of a question has among all of it. */
function numbersIn(evidence: readonly RetrievedPassage[], material: ReplyMaterial): readonly number[] {
  const own = new Set(material.evidence.map(({ chunkId }) => chunkId))
  return evidence.flatMap(({ chunkId }, at) => (own.has(chunkId) ? [at + 1] : []))
}

/** Messages from texts in the order questions, then title, headings and text of each passage. */
function assemble(
  texts: readonly RedactedText[],
  numbers: readonly (readonly number[])[],
  language: Language,
): readonly ChatMessage[] {
  const evidence = numberedEvidence(texts.slice(numbers.length), language)
  let content = redactedTemplate`${evidence}\n\n${questionsLabel[language]}:`
  for (const [at, own] of numbers.entries()) {
    const question = texts[at]
    if (question === undefined) break
    const named = own.reduce(
      (list, number, index) => (index === 0 ? redactedTemplate`${number}` : redactedTemplate`${list}, ${number}`),
      redactedTemplate``,
    )
    content = redactedTemplate`${content}\nQ${at + 1} (${evidenceLabel[language]} ${named}): ${question}`
  }
  return [
    { role: 'system', content: sharedInstructions[language] },
    { role: 'user', content },
  ]
}
