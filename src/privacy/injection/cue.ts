import type { SentenceReading } from './sentence-reading.ts'

/** Texts that say what a cue is for. They are its tests. */
export interface CueExamples {
  /** In each of these the cue shows in the sentence between « and », or in the whole text where there are none. */
  readonly matches: readonly string[]
  /** As above, and the cue does not show. */
  readonly passes: readonly string[]
}

/** One sign that a sentence speaks to the machine that reads it, and not to people. */
export interface Cue {
  /** As the audit and the explanation name it. */
  readonly name: string
  /** A sentence whose cues add up to 1 is taken for a planted instruction. */
  readonly weight: number
  readonly examples: CueExamples
  /** The work grows with the length of the sentence, not faster. */
  readonly shows: (sentence: SentenceReading) => boolean
}
