import type { Answer, AnswerSentence, AnswerStatus, Citation } from '../domain/answers/answer.ts'
import type { Classification } from '../domain/access/classification.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Explanation } from '../domain/answers/explanation.ts'
import type { Language } from '../domain/language.ts'
import type { LedgerEntry } from '../domain/accounting/ledger-entry.ts'
import type { Route } from '../domain/routing/route.ts'
import type { TokenUsage } from '../domain/accounting/usage.ts'
import { noUsage } from '../domain/accounting/usage.ts'
import type { Conversation } from '../ports/conversation-store.ts'
import type { KindCounts } from '../privacy/find-sensitive.ts'
import type { Screening } from '../privacy/screen.ts'
import type { AskedQuestion } from './cache/recall.ts'
import type { Recital } from './presentation/cite-recited.ts'
import type { Comparison } from './sentences/compare-question.ts'
import type { ConversationVault } from './conversation/conversation-vault.ts'
import type { Conflict } from './evidence/find-conflict.ts'
import type { EvidenceJudgement } from './evidence/judge-evidence.ts'
import type { Rewritten } from './follow-up/rewrite-by-rule.ts'
import type { RetrievedPassage } from './retrieval/retrieved-passage.ts'
import type { PlantedInEvidence } from './evidence/without-planted.ts'

/** What the stages before the answer found out. */
export interface Findings {
  readonly conversation: Talk
  /** The question as it was searched. */
  readonly question: string
  /** Absent when the cache is bypassed. */
  readonly asked?: AskedQuestion
  readonly screening: Screening
  readonly passages: readonly RetrievedPassage[]
  /** Found as well, but evidence for no answer. */
  readonly withheld: readonly RetrievedPassage[]
  readonly judgement: EvidenceJudgement
  /** The passages beside the question, the closest documents of an answer that abstains included. */
  readonly comparison: Comparison
  readonly language: Language
  /** Instructions in the evidence that speak to a machine; absent where there are none. */
  readonly planted?: readonly PlantedInEvidence[]
}

/** A conversation with its vault unlocked. */
export interface OpenedConversation extends Pick<Conversation, 'turns'> {
  /** The strictest classification among the evidence of its turns. */
  readonly classification: Classification
  readonly vault: ConversationVault
}

/** A conversation as far as it concerns a question, and how the two belong together. */
export interface Talk extends OpenedConversation, Pick<Rewritten, 'relation' | 'rewrittenBy'> {}

/** How a question ended, before it is written down. */
export interface Draft {
  readonly status: AnswerStatus
  readonly text: string
  readonly language: Language
  readonly citations: readonly Citation[]
  readonly sentences?: readonly AnswerSentence[]
  /** Sentences that were left out, as nothing carries them. */
  readonly removed?: number
  readonly route: Route
  readonly found: Explanation['found']
  readonly cache: Answer['cache']
  /** The question as it may be stored. */
  readonly storedQuestion: string
  readonly standaloneQuestion: string
  readonly passages: readonly RetrievedPassage[]
  readonly usedChunks: ReadonlySet<string>
  readonly judgement: EvidenceJudgement
  /** Versions that contradict each other, as the answer says. */
  readonly conflict?: Conflict
  readonly planted?: readonly PlantedInEvidence[]
  /** Passages that a model repeated without citing them. */
  readonly recited?: readonly Recital[]
  readonly strictestClassification: Classification
  readonly baselineUsage: TokenUsage
  /** Tokens of the passages, as estimated, and how many of them made the evidence; absent where none was needed. */
  readonly compression?: Explanation['compression']
  /** Prompt tokens that sharing a call with other questions spared. */
  readonly sharedTokens?: number
  /** Absent for a question that leaves no trace in its conversation. */
  readonly conversation?: Talk
  /** What the answer is remembered by, if it may be. */
  readonly asked?: AskedQuestion
  /** The earlier answer that is given again. */
  readonly recalled?: NonNullable<Explanation['recalled']>
}

export const noEvidence: EvidenceJudgement = { sufficient: false, coverage: 0, similarity: 0, score: 0, threshold: 0 }

export const nothingFound: Explanation['found'] = { question: {}, evidence: {} }

/** The route of an answer that no model made. */
export function ownRoute(...reasons: Route['reasons']): Route {
  return { tier: 'extractive', provider: 'lorekeep', model: 'extractive', reasons }
}

/** What the books say of a question that ended in an error. */
export interface FailedDraft {
  readonly outcome: Extract<LedgerEntry['outcome'], 'failed' | 'cancelled'>
  readonly code: string
  readonly route: Route
  readonly baselineUsage: TokenUsage
}

export function failedDraft(error: unknown): FailedDraft {
  const code = error instanceof LorekeepError ? error.code : 'internal'
  return { outcome: code === 'cancelled' ? 'cancelled' : 'failed', code, route: ownRoute(), baselineUsage: noUsage }
}

/** Kinds and counts of all places together. */
export function allFound({ question, talk = {}, evidence }: Explanation['found']): KindCounts {
  const sum: Record<string, number> = {}
  for (const [kind, count] of [question, talk, evidence].flatMap(Object.entries<number>)) {
    sum[kind] = (sum[kind] ?? 0) + count
  }
  return sum
}
