import { randomUUID } from 'node:crypto'
import { createOpenAiDeferredChat } from '../../../src/adapters/openai/batch/openai-deferred-chat.ts'
import { createOpenAiChatModel } from '../../../src/adapters/openai/openai-chat-model.ts'
import { createCurrentPrincipal } from '../../../src/access/current-principal.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createPark } from '../../../src/answering/later/park.ts'
import { createSharePrompts } from '../../../src/answering/later/share-prompts.ts'
import type { RetrievedPassage } from '../../../src/answering/retrieval/retrieved-passage.ts'
import { type Batches, createBatches } from '../../../src/batch/batches.ts'
import { createLater } from '../../../src/batch/later/create-later.ts'
import { createPrecedence } from '../../../src/batch/precedence.ts'
import { questionnaireOf } from '../../../src/batch/questionnaire.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import type { UsageTotal } from '../../../src/domain/accounting/ledger-entry.ts'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import type { Batch } from '../../../src/domain/batch/batch.ts'
import type { BatchApi, ModelPrice, ModelProvider } from '../../../src/domain/routing/model-catalogue.ts'
import type { Policy } from '../../../src/domain/privacy/policy.ts'
import type { DeferredChatFactory } from '../../../src/ports/deferred-chat.ts'
import type { DelegationStore } from '../../../src/ports/delegation-store.ts'
import type { Records } from '../../../src/ports/records.ts'
import { createAsking } from '../asking.ts'
import type { OpenAiServer } from '../openai-server/openai-server.ts'
import { policyWith } from '../policies.ts'
import { providerOf } from '../providers.ts'

export interface WaitingOptions {
  readonly server: OpenAiServer
  readonly passages: (question?: string) => readonly RetrievedPassage[]
  /** Several processes on the same records are several machines of one installation. */
  readonly records?: Records
  readonly policy?: Policy
  readonly providers?: readonly ModelProvider[]
  readonly prices?: readonly ModelPrice[]
  readonly clock?: () => number
  /** Puts something between the process and what it notes, or whom it asks. */
  readonly delegations?: (real: DelegationStore) => DelegationStore
  readonly deferred?: (real: DeferredChatFactory) => DeferredChatFactory
}

export function batchApiOf(server: OpenAiServer, over: Partial<BatchApi> = {}): BatchApi {
  return {
    dialect: 'openai',
    baseUrl: server.baseUrl,
    model: 'test-model',
    priceShare: 0.5,
    windowHours: 24,
    mostRequests: 100,
    lookEveryMs: 5,
    ...over,
  }
}

export function cloudOf(server: OpenAiServer, over: Partial<ModelProvider> = {}): ModelProvider {
  return providerOf('cloud', { baseUrl: server.baseUrl, batch: batchApiOf(server), ...over })
}

/** A process that carries out batches against the batch API of a server, over memory; all but the search is the real thing. */
export function createWaitingBatches(options: WaitingOptions) {
  const { server, clock = Date.now } = options
  const records = options.records ?? createMemoryRecords(clock)
  const asking = createAsking({
    policy: options.policy ?? policyWith(),
    providers: options.providers ?? [cloudOf(server)],
    models: createOpenAiChatModel,
    passages: options.passages,
    wholeEvidence: true,
    prices: options.prices ?? [],
    records,
    clock,
    newId: randomUUID,
  })
  const { batchParts, logged } = asking
  const shared = {
    ...batchParts,
    batches: records.batches,
    currentPrincipal: createCurrentPrincipal(records.access),
    precedence: createPrecedence(),
    audit: records.auditLog,
  }
  const asIs = <T>(real: T) => real
  const later = createLater({
    ...shared,
    delegations: (options.delegations ?? asIs)(records.delegations),
    deferred: (options.deferred ?? asIs)(createOpenAiDeferredChat),
    park: createPark(batchParts),
    sharePrompts: createSharePrompts(batchParts),
  })
  return { batches: createBatches({ ...shared, ...later }), later, records, logged }
}

/** To be put to a model one by one. */
export function questionsToWait(...questions: readonly string[]) {
  const rows = ['question', ...questions].map((cell, at) => ({ place: `row ${at + 1}`, cells: [cell] }))
  const questionnaire = questionnaireOf(rows, 'questions.csv')
  return { name: 'questions.csv', questionnaire, sharesCalls: false, mayWait: true }
}

/** What came of each question, in their order; undefined where nothing has yet. */
export async function answersOf(
  { batches }: { readonly batches: Pick<Batches, 'results'> },
  batch: Batch,
): Promise<readonly (Answer | undefined)[]> {
  const answers: (Answer | undefined)[] = []
  for await (const { answer } of batches.results(batch)) answers.push(answer)
  return answers
}

type Process = ReturnType<typeof createWaitingBatches>

/** Goes on with a batch to its end. */
export function goOn({ batches }: Pick<Process, 'batches'>, id: string, principal: Principal): Promise<Batch> {
  return batches.resume(id, principal, () => undefined, new AbortController().signal)
}

/** Goes on with a batch until there is news of it, as a process does that is interrupted then. */
export function goOnToNews({ batches }: Pick<Process, 'batches'>, id: string, principal: Principal): Promise<Batch> {
  const stopping = new AbortController()
  return batches.resume(id, principal, () => stopping.abort(), stopping.signal)
}

/** Takes in a batch and carries it out. */
export async function answerAll(
  process: Process,
  asked: ReturnType<typeof questionsToWait>,
  principal: Principal,
): Promise<Batch> {
  const { id } = await process.batches.prepare(asked, principal)
  return goOn(process, id, principal)
}

/** What the books say of all that was asked. */
export async function booked({ records }: Pick<Process, 'records'>): Promise<UsageTotal> {
  const [total] = await records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
  if (total === undefined) throw new Error('Nothing was booked.')
  return total
}
