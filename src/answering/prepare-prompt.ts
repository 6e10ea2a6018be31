import type { Language } from '../domain/language.ts'
import type { RedactedText } from '../domain/redacted-text.ts'
import type { ChatMessage } from '../ports/chat-model.ts'
import type { Turn } from '../ports/conversation-store.ts'
import { countKinds, type FindSensitive, type KindCounts } from '../privacy/find-sensitive.ts'
import { rawForOnPrem, redactAll } from '../privacy/redact.ts'
import type { Vault } from '../privacy/vault.ts'
import { assemblePrompt, type PromptVersions } from './assemble-prompt.ts'
import type { Conflict } from './find-conflict.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/** The messages for a model, with placeholders and as they are, and what was found in them. */
export interface PreparedPrompt {
  /** The only messages that may ever leave the house. */
  readonly redacted: readonly ChatMessage[]
  /** For a model on the premises, where the policy lets it see raw text. */
  readonly raw: readonly ChatMessage[]
  readonly found: { readonly question: KindCounts; readonly evidence: KindCounts }
}

/**
 * Takes question, talk and evidence through one vault together, so that a value has one placeholder
 * everywhere and one that is recognised in any of them is hidden in all.
 */
export function preparePrompt(
  question: string,
  turns: readonly Turn[],
  evidence: readonly RetrievedPassage[],
  language: Language,
  vault: Vault,
  findHidden: FindSensitive,
  conflict?: Conflict,
): PreparedPrompt {
  const talk = turns.flatMap((turn) => [turn.standaloneQuestion, turn.answer])
  const own = [question, ...talk]
  const foreign = evidence.flatMap((passage) => [passage.title, passage.headingPath.join(' › '), passage.text])
  const redactions = redactAll([...own, ...foreign], vault, findHidden)
  const versions = conflict && versionsIn(conflict, evidence)
  const spansOf = (from: number, to: number) => redactions.slice(from, to).flatMap(({ spans }) => spans)
  return {
    redacted: assemble(
      redactions.map(({ text }) => text),
      talk.length / 2,
      language,
      versions,
    ),
    raw: assemble([...own, ...foreign].map(rawForOnPrem), talk.length / 2, language, versions),
    found: {
      question: countKinds(spansOf(0, 1)),
      evidence: countKinds(spansOf(own.length, redactions.length)),
    },
  }
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
  const turns = inGroups(rest.slice(0, turnCount * 2), 2).flatMap(([asked, answer]) =>
    asked === undefined || answer === undefined ? [] : [{ question: asked, answer }],
  )
  const passages = inGroups(rest.slice(turnCount * 2), 3).flatMap(([title, headings, text]) =>
    title === undefined || headings === undefined || text === undefined ? [] : [{ title, headings, text }],
  )
  return assemblePrompt(question, passages, turns, language, versions)
}

function versionsIn({ newer, older }: Conflict, evidence: readonly RetrievedPassage[]): PromptVersions {
  const versionOf = ({ passage }: Conflict['newer']) => ({
    number: evidence.findIndex(({ chunkId }) => chunkId === passage.chunkId) + 1,
    date: (passage.date ?? '').split('-').map(Number),
  })
  return { newer: versionOf(newer), older: versionOf(older) }
}

function inGroups<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
