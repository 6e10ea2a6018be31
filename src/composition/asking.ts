import { createCurrentPrincipal } from '../access/current-principal.ts'
import { createOpenAiDeferredChat } from '../adapters/openai/batch/openai-deferred-chat.ts'
import { createPark } from '../answering/later/park.ts'
import { createSharePrompts } from '../answering/later/share-prompts.ts'
import { createAnswerTogether } from '../answering/together/answer-together.ts'
import { createGenerateTogether } from '../answering/together/generate-together.ts'
import { createBatches } from '../batch/batches.ts'
import { createLater } from '../batch/later/create-later.ts'
import { createPrecedence } from '../batch/precedence.ts'
import type { Answering } from './answering.ts'
import type { Configuration } from './configuration.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'

/** Questions by themselves, and many of them as one job, which gives way to those. */
export function composeAsking(
  { clock, newId, log }: Foundation,
  { catalogue }: Configuration,
  { batches, delegations, budgets, journal, access, auditLog }: Records,
  { askWith, generate, calling, settle }: Answering,
) {
  const precedence = createPrecedence()
  const batchParts = {
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
  }
  const { counter } = calling
  const deferred = createOpenAiDeferredChat
  const park = createPark(calling)
  const sharePrompts = createSharePrompts({ counter, log })
  const later = createLater({ ...batchParts, delegations, deferred, park, sharePrompts, budgets, settle, counter })
  return {
    ask: precedence.first(askWith(generate)),
    batches: createBatches({ ...batchParts, ...later }),
  }
}
