import { createCurrentPrincipal } from '../access/current-principal.ts'
import { createAnswerTogether } from '../answering/together/answer-together.ts'
import { createGenerateTogether } from '../answering/together/generate-together.ts'
import { createBatches } from '../batch/batches.ts'
import { createPrecedence } from '../batch/precedence.ts'
import type { Answering } from './answering.ts'
import type { Configuration } from './configuration.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'

/** Questions by themselves, and many of them as one job, which gives way to those. */
export function composeAsking(
  { clock, newId, log }: Foundation,
  { catalogue }: Configuration,
  { batches, journal, access, auditLog }: Records,
  { askWith, generate, calling }: Answering,
) {
  const precedence = createPrecedence()
  return {
    ask: precedence.first(askWith(generate)),
    batches: createBatches({
      batches,
      answerTogether: createAnswerTogether({
        askWith,
        generate,
        generateTogether: createGenerateTogether({ ...calling, log }),
      }),
      journal,
      currentPrincipal: createCurrentPrincipal(access),
      precedence,
      audit: auditLog,
      catalogue,
      clock,
      newId,
      log,
    }),
  }
}
