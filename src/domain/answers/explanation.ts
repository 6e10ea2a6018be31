import type { Classification } from '../access/classification.ts'
import type { AnswerStatus, Support } from './answer.ts'
import type { CallPurpose } from '../accounting/ledger-entry.ts'
import type { Route } from '../routing/route.ts'
import type { SensitiveKind } from '../privacy/sensitive-span.ts'

/** A passage as the explanation names it: where it stands and how well it scored, not what it says. */
export interface ExplainedPassage {
  readonly documentId: string
  readonly title: string
  readonly source: string
  readonly page?: number
  readonly headingPath: readonly string[]
  readonly start: number
  readonly end: number
  readonly score: number
  readonly dense: number
  readonly keyword: number
  readonly classification: Classification
  /** Whether it was part of the evidence that the answer was made from. */
  readonly used: boolean
}

/** A side of a conflict between versions. */
export interface ExplainedVersion {
  readonly documentId: string
  readonly title: string
  readonly source: string
  readonly date?: string
  /** Place of its words in the document's text. */
  readonly start: number
  readonly end: number
  /** The words; absent from older answers. */
  readonly quote?: string
}

/** Whether the words of a citation stand where it says, in the version it cites. */
export interface QuoteVerdict {
  readonly n: number
  readonly verdict: 'verified' | 'differs' | 'version-not-kept'
  /** Of a version that is not kept: whether the document as it is now holds the words, or is not there any more. */
  readonly now?: 'still-there' | 'gone' | 'removed'
}

/**
 * One request to a model, as it was sent: placeholders instead of values wherever it was redacted. Of requests to embed
 * and to rerank, texts are shown that left the house; of passages to rerank, how many.
 */
export interface ExplainedCall {
  readonly provider: string
  /** Absent from older answers, whose calls all made the answer. */
  readonly purpose?: CallPurpose
  readonly model: string
  readonly tier: 'on-prem' | 'cloud'
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  /** How many texts a request to embed or rerank held. */
  readonly texts?: number
  readonly outcome: 'finished' | 'failed' | 'cancelled'
  readonly error?: string
  readonly milliseconds: number
}

/** An instruction that stood in the evidence and speaks to a machine; where it stands and by what it was told, not what it says. */
export interface ExplainedInstruction {
  readonly documentId: string
  readonly title: string
  readonly source: string
  readonly start: number
  readonly end: number
  readonly cues: readonly string[]
  /** `kept` where the question was about such texts. */
  readonly treatment: 'left-out' | 'kept'
}

/** Words of a passage that a model repeated at length without citing it: where they stand, not what they say. */
export interface ExplainedRecital {
  readonly documentId: string
  /** Absent where the passage is withheld. */
  readonly source?: string
  readonly start: number
  readonly end: number
  /** `cited` where the answer may be made from it; `left-out` where the policy withholds the passage. */
  readonly treatment: 'cited' | 'left-out'
}

/** The earlier answer that was given again. */
export interface ExplainedRecall {
  readonly answerId: string
  /** When it was first given, in ms since the epoch. */
  readonly at: number
  /** The question that it was given to. */
  readonly question: string
  /** How close the two questions are in meaning, 0…1; absent where they are the same. */
  readonly similarity?: number
}

/** How the sentences of a generated answer came out when they were held against the evidence. */
export type CheckedSentences = Readonly<Record<Support | 'removed', number>>

/** What happened to a question, for the person who asked, the auditor and the data-protection officer. */
export interface Explanation {
  readonly status: AnswerStatus
  /** The question as it was searched. */
  readonly standaloneQuestion: string
  /** How it belongs to the talk before it. Absent where there was none to look at, and from older answers. */
  readonly talk?: {
    readonly relation: 'first' | 'follow-up' | 'same-topic' | 'new-topic'
    /** Who made a follow-up into a question of its own. */
    readonly rewrittenBy?: 'rules' | 'model'
    /** Earlier turns that the answer could draw on. */
    readonly turns: number
  }
  /** The earlier answer that was given again; absent where there was none. */
  readonly recalled?: ExplainedRecall
  readonly passages: readonly ExplainedPassage[]
  /** Tokens of the passages, as estimated, and how many of them a model was given or would have been. Absent from older answers, and where no answer was made. */
  readonly compression?: { readonly found: number; readonly given: number }
  /** Absent where none was found. */
  readonly planted?: readonly ExplainedInstruction[]
  /** Absent where the answer cited all that it repeated, and from older ones. */
  readonly recited?: readonly ExplainedRecital[]
  /** By what the question was seen to give the assistant orders; absent where it does not. */
  readonly attempt?: readonly string[]
  readonly evidence: {
    readonly sufficient: boolean
    /** Share of the question's weighted words that the evidence holds, 0…1. */
    readonly coverage: number
    /** Best cosine between question and evidence. */
    readonly similarity: number
    /** What speaks for an answer, summed up, and the least that carries one; absent in explanations of former versions. */
    readonly score?: number
    readonly threshold?: number
  }
  /** Documents of different dates that say different things of the same matter. */
  readonly conflict?: { readonly newer: ExplainedVersion; readonly older: ExplainedVersion }
  /** Sensitive kinds found, by where they were found. */
  readonly found: {
    readonly question: Readonly<Partial<Record<SensitiveKind, number>>>
    /** In what was said before, as far as a model would see it; absent where no prompt was made, and from older answers. */
    readonly talk?: Readonly<Partial<Record<SensitiveKind, number>>>
    readonly evidence: Readonly<Partial<Record<SensitiveKind, number>>>
  }
  /** Absent from quoted answers, and from older ones. */
  readonly sentences?: CheckedSentences
  readonly strictestClassification: Classification
  readonly route: Route
  readonly calls: readonly ExplainedCall[]
}

/** An explanation with its answer's quotes held against the documents once more, at the time it is read. */
export interface CheckedExplanation extends Explanation {
  readonly quotes: readonly QuoteVerdict[]
}
