import { createAnswerTogether } from '../../../src/answering/together/answer-together.ts'
import type { Ask, AskRequest } from '../../../src/answering/ask-request.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createCurrentPrincipal } from '../../../src/access/current-principal.ts'
import { createBatches } from '../../../src/batch/batches.ts'
import { createPrecedence } from '../../../src/batch/precedence.ts'
import type { Settlement } from '../../../src/ports/answer-journal.ts'
import type { Records } from '../../../src/ports/records.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { settlementOf } from '../../contract/settlements.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { silentLog } from '../ingest/scripted-ingest.ts'

/** A question that was put, and on whose behalf. */
export interface PutQuestion {
  readonly request: AskRequest
  readonly principal: Principal
}

/** What a test makes of a question before it is answered: nothing, a failure, or waiting. */
export type Script = (put: PutQuestion, signal: AbortSignal) => Promise<void>

/** A question of these tests is answered without one. */
const noModel = async () => Promise.reject(new Error('No model is called here.'))

let ids = 0

/** Batches over memory, whose questions cost 7 micros each. Several of them on the same records are several processes. */
export function scriptedBatches(script: Script = async () => undefined, records: Records = createMemoryRecords()) {
  const asked: PutQuestion[] = []
  const ask: Ask = async (request, principal, _emit, signal) => {
    const put = { request, principal }
    asked.push(put)
    await script(put, signal)
    signal.throwIfAborted()
    const settlement = settled(request.question, request.answerId ?? '', principal)
    await records.journal.settle(settlement)
    if (settlement.answer === undefined) throw new TypeError('The settlement holds no answer.')
    return settlement.answer
  }
  const batches = createBatches({
    ...records,
    answerTogether: createAnswerTogether({ askWith: () => ask, generate: noModel, generateTogether: noModel }),
    answerLater: async () => undefined,
    settleLeftBehind: async () => undefined,
    currentPrincipal: createCurrentPrincipal(records.access),
    precedence: createPrecedence(),
    audit: records.auditLog,
    catalogue: { current: () => ({ currency: 'USD', providers: [], prices: [], hardFrom: 0.5, baselineModel: 'x' }) },
    clock: Date.now,
    newId: () => `id-${(ids += 1)}`,
    log: silentLog,
  })
  return { batches, records, asked, settled }
}

function settled(question: string, answerId: string, principal: Principal): Settlement {
  const settlement = settlementOf(answerId, toMicros(7))
  if (settlement.answer === undefined) throw new TypeError('The settlement holds no answer.')
  const usage = { ...settlement.answer.usage, costMicros: toMicros(7) }
  const answer = { ...settlement.answer, question, text: `About “${question}”.`, usage }
  return { ...settlement, principalId: principal.id, answer }
}
