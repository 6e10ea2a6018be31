import type { EvidenceGate } from './evidence-gate.ts'
import type { Language } from '../language.ts'

/** The evidence gate for questions in a language, fitted to an index. */
export interface Calibration {
  readonly language: Language
  readonly gate: EvidenceGate
  /** From questions whose right documents are known, or from the index alone. */
  readonly madeFrom: 'golden-questions' | 'index'
  /** The share of answerable questions that it may refuse, as it was asked for. */
  readonly falseRefusals: number
  /** How many questions with their documents, and without them, it was fitted to. */
  readonly answerable: number
  readonly unanswerable: number
  /** The embedder and the number of chunks of the index that it was fitted to. */
  readonly embedder: string
  readonly chunks: number
  /** In ms since the epoch. */
  readonly at: number
}

/** From this change in the number of chunks on, an index is another one. */
const muchChange = 1.5

/** Whether a calibration holds for the index as it is now; scores of another embedder mean something else. */
export function fitsIndex(calibration: Calibration, embedder: string, chunks: number): boolean {
  const [less, more] = [calibration.chunks, chunks].toSorted((a, b) => a - b)
  return calibration.embedder === embedder && (more ?? 0) <= (less ?? 0) * muchChange
}
