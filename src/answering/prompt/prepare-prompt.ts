import { type Classification, strictest } from '../../domain/access/classification.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { Language } from '../../domain/language.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Turn } from '../../ports/conversation-store.ts'
import { withoutBegunValue } from '../../privacy/begun-value.ts'
import { countKinds, type FindSensitive, type KindCounts } from '../../privacy/find-sensitive.ts'
import { rulesForQuestion, rulesForTalk } from '../../privacy/hiding.ts'
import { rawForOnPrem } from '../../privacy/redact.ts'
import type { Vault } from '../../privacy/vault.ts'
import { assemblePrompt, type PromptVersions } from './assemble-prompt.ts'
import { continuePrompt } from '../continuation/continue-prompt.ts'
import type { Conflict } from '../evidence/find-conflict.ts'
import type { RedactedByRule } from './leaks.ts'
import { ruledEvidence } from './numbered-evidence.ts'
import { onPremOnlyKindsIn, redactByRules, type RuledText } from './redact-by-rules.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** The messages for a model, with placeholders and as they are, and what was found in them. */
export interface PreparedPrompt {
  /** The only messages that may ever leave the house. */
  readonly redacted: readonly ChatMessage[]
  /** For a model on the premises, where the policy lets it see raw text. */
  readonly raw: readonly ChatMessage[]
  readonly found: { readonly question: KindCounts; readonly talk: KindCounts; readonly evidence: KindCounts }
  /** Kinds in talk and evidence that no cloud model may be asked about. */
  readonly onPremOnlyKinds: readonly SensitiveKind[]
  /** The texts that `redacted` was put together from. */
  readonly texts: readonly RedactedByRule[]
}

/** What a prompt is made of, and by which rules. */
export interface PromptMaterial {
  readonly question: string
  readonly turns: readonly Turn[]
  /** Of the talk. */
  readonly classification: Classification
  readonly evidence: readonly RetrievedPassage[]
  readonly language: Language
  readonly conflict?: Conflict
  readonly policy: Policy
  readonly findSensitive: FindSensitive
  /** The beginning of an answer that broke off, as it was shown. */
  readonly said?: string
}

/**
 * Takes question, talk and evidence through one vault together, so that a value has one placeholder
 * everywhere and one that is recognised in any of them is hidden in all.
 */
export function preparePrompt(material: PromptMaterial, vault: Vault): PreparedPrompt {
  const { turns, evidence, language, conflict, findSensitive } = material
  const { own, foreign, said } = ruledTexts(material, vault)
  const texts = [...own, ...foreign, ...said]
  const redactions = redactByRules(texts, findSensitive, vault)
  const hidesDates = texts.some(({ ruleFor }) => ruleFor('DATE') !== 'leave')
  const versions = conflict && versionsIn(conflict, evidence, hidesDates)
  const spansOf = (from: number, to: number) => redactions.slice(from, to).flatMap(({ spans }) => spans)
  const assembled = (ofTexts: readonly RedactedText[]) => {
    const prompt = assemble(ofTexts.slice(0, own.length + foreign.length), turns.length, language, versions)
    return ofTexts
      .slice(own.length + foreign.length)
      .reduce((all, begun) => continuePrompt(all, begun, language), prompt)
  }
  return {
    redacted: assembled(redactions.map(({ text }) => text)),
    raw: assembled(texts.map(({ text }) => rawForOnPrem(text))),
    found: {
      question: countKinds(spansOf(0, 1)),
      talk: countKinds(spansOf(1, own.length)),
      evidence: countKinds(spansOf(own.length, redactions.length)),
    },
    onPremOnlyKinds: onPremOnlyKindsIn(redactions.slice(1)),
    texts: redactions,
  }
}

/** Question, then two texts for each turn; three for each passage; and what was said of the answer, which is made of all. */
function ruledTexts({ question, turns, classification, evidence, policy, said }: PromptMaterial, vault: Vault) {
  const own: readonly RuledText[] = [
    { text: question, ruleFor: rulesForQuestion(policy) },
    ...turns.flatMap((turn) => [
      { text: turn.standaloneQuestion, ruleFor: rulesForTalk(policy, classification) },
      { text: turn.answer, ruleFor: rulesForTalk(policy, classification) },
    ]),
  ]
  const foreign = ruledEvidence(evidence, policy)
  const level = strictest([classification, ...evidence.map((passage) => passage.classification)])
  const begun: readonly RuledText[] =
    said === undefined ? [] : [{ text: withoutBegunValue(said, vault), ruleFor: rulesForTalk(policy, level) }]
  return { own, foreign, said: begun }
}

/** Messages from texts in the order question, then two for each turn, then three for each passage. */
function assemble(
  texts: readonly RedactedText[],
  turnCount: number,
  language: Language,
  versions: PromptVersions | undefined,
): readonly ChatMessage[] {
  const [question, ...rest] = texts
  if (question === undefined) return []
  const turns = pairsOf(rest.slice(0, turnCount * 2)).flatMap(([asked, answer]) =>
    asked === undefined || answer === undefined ? [] : [{ question: asked, answer }],
  )
  return assemblePrompt(question, rest.slice(turnCount * 2), turns, language, versions)
}

function versionsIn(
  { newer, older }: Conflict,
  evidence: readonly RetrievedPassage[],
  hidesDates: boolean,
): PromptVersions {
  const versionOf = ({ passage }: Conflict['newer']) => ({
    number: evidence.findIndex(({ chunkId }) => chunkId === passage.chunkId) + 1,
    ...(!hidesDates && { date: (passage.date ?? '').split('-').map(Number) }),
  })
  return { newer: versionOf(newer), older: versionOf(older) }
}

function pairsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / 2) }, (_, index) => items.slice(index * 2, index * 2 + 2))
}
