import { cues } from './cues.ts'
import { type PassageFrame, readSentences, type SentenceReading } from './sentence-reading.ts'

/** A sentence of a passage that is taken for an instruction to the machine that reads it. */
export interface PlantedInstruction {
  readonly start: number
  readonly end: number
  /** What the cues weigh together; 1 or more. */
  readonly score: number
  readonly cues: readonly string[]
}

const enough = 0.999

/** The sentences of a passage that speak to the machine, in order. The work grows with the length of the passage. */
export function findPlanted(passage: string, frame: PassageFrame = {}): readonly PlantedInstruction[] {
  return readSentences(passage, frame).flatMap((sentence) => {
    const shown = cuesOf(sentence)
    const score = shown.reduce((sum, { weight }) => sum + weight, 0)
    return score < enough
      ? []
      : [{ start: sentence.start, end: sentence.end, score, cues: shown.map(({ name }) => name) }]
  })
}

/** The cues that a sentence shows. */
function cuesOf(sentence: SentenceReading) {
  return cues.filter((cue) => cue.shows(sentence))
}
