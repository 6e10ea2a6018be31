import { addresseeCues } from './addressee-cues.ts'
import { answerCues } from './answer-cues.ts'
import { carrierCues } from './carrier-cues.ts'
import type { Cue } from './cue.ts'
import { hiddenCues } from './hidden-cues.ts'
import { overrideCues } from './override-cues.ts'
import { taskCues } from './task-cues.ts'

/** Every sign of a planted instruction, general ones and shapes that are known. */
export const cues: readonly Cue[] = [
  ...overrideCues,
  ...addresseeCues,
  ...answerCues,
  ...taskCues,
  ...hiddenCues,
  ...carrierCues,
]
