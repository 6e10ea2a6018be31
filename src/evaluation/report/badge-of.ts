import type { Grade } from '../judging/judgement.ts'
import type { Verdict } from '../verdict.ts'

/** The colour of an ending: grades have those of verdicts. */
export function badgeOf(ending: Verdict | Grade): Verdict {
  if (ending === 'correct') return 'right'
  return ending === 'partly' ? 'close' : ending
}
