import { type AnswerLater, createAnswerLater } from './answer-later.ts'
import type { LaterParts } from './later-parts.ts'
import { createLookAfter } from './look-after.ts'
import { createSettleLeftBehind, type SettleLeftBehind } from './settle-left-behind.ts'

/** Everything that batches do with the batch APIs of providers. */
export interface Later {
  readonly answerLater: AnswerLater
  readonly settleLeftBehind: SettleLeftBehind
}

export function createLater(parts: LaterParts): Later {
  const lookAfter = createLookAfter(parts)
  return {
    answerLater: createAnswerLater(parts, lookAfter),
    settleLeftBehind: createSettleLeftBehind(parts, lookAfter),
  }
}
