import type { DifficultyFit } from '../domain/routing/difficulty.ts'

/** What was last learned of difficulty, kept so that not every process need learn it anew. */
export interface DifficultyFits {
  /** What is kept, if it was learned from this, of whatever length: examples, and how they were read. */
  of(learnedFrom: string): Promise<DifficultyFit | undefined>
  /** Keeps it in place of what was kept before, in one step. */
  keep(learnedFrom: string, fit: DifficultyFit): Promise<void>
}
