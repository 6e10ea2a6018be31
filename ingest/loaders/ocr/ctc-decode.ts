/** A character that was recognised, with the steps of the reader at which it stood. */
export interface ReadCharacter {
  readonly text: string
  /** The first step, counted from 0. */
  readonly from: number
  /** The step behind the last. */
  readonly to: number
  /** 0 to 1. */
  readonly confidence: number
}

/**
 * Reads what a network trained with connectionist temporal classification (Graves et al., 2006) says, by its
 * best guess at every step: the same guess on consecutive steps is one character, guess 0 is none.
 * @param scores `steps` rows of likelihoods, one for each guess
 * @param characters what guesses 1 and up stand for
 */
export function decodeCtc(
  scores: Float32Array,
  steps: number,
  characters: readonly string[],
): readonly ReadCharacter[] {
  const guesses = characters.length + 1
  const read: ReadCharacter[] = []
  let previous = 0
  for (let step = 0; step < steps; step++) {
    const { guess, score } = bestGuess(scores, step * guesses, guesses)
    const last = read.at(-1)
    if (guess !== 0 && guess === previous && last) {
      read[read.length - 1] = { ...last, to: step + 1, confidence: Math.max(last.confidence, score) }
    } else if (guess !== 0) {
      read.push({ text: characters[guess - 1] ?? '', from: step, to: step + 1, confidence: score })
    }
    previous = guess
  }
  return read
}

function bestGuess(scores: Float32Array, start: number, guesses: number): { guess: number; score: number } {
  let guess = 0
  let score = scores[start] ?? 0
  for (let candidate = 1; candidate < guesses; candidate++) {
    const candidateScore = scores[start + candidate] ?? 0
    if (candidateScore > score) {
      guess = candidate
      score = candidateScore
    }
  }
  return { guess, score }
}
