import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../domain/answers/answer.ts'
import { type Batch, type BatchProgress, type BatchQuestion, isOver, progressOf } from '../domain/batch/batch.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { ModelCatalogue } from '../domain/routing/model-catalogue.ts'
import { isAdmin, type Principal } from '../domain/access/principal.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { Questionnaire } from './questionnaire.ts'
import type { SettleLeftBehind } from './later/settle-left-behind.ts'
import { runBatch, type RunBatchParts } from './run-batch.ts'
import { watchForBatches } from './watch-for-batches.ts'

/** Questions that are to be answered as one job. */
export interface GivenBatch {
  readonly name: string
  readonly questionnaire: Questionnaire
  readonly sharesCalls: boolean
  /** Whether questions may wait for the batch API of a provider, for a day or so, at a lower price. */
  readonly mayWait?: boolean
}

/** A question of a batch with its answer, once it has one. */
export interface BatchResult {
  readonly question: BatchQuestion
  readonly answer?: Answer
}

type OnProgress = (progress: BatchProgress) => void

export interface Batches {
  /**
   * Keeps a batch for whichever service takes it up.
   * @throws LorekeepError `forbidden`, `bad-request` for one that may wait where no provider has a batch API
   */
  submit(given: GivenBatch, principal: Principal): Promise<Batch>
  /** Keeps a batch that is to be carried out here, by `resume`. */
  prepare(given: GivenBatch, principal: Principal): Promise<Batch>
  /**
   * Carries a batch out from where it stands; of one that is over, the questions that failed. Follows it where another
   * process carries it out.
   * @throws LorekeepError `not-found`
   */
  resume(id: string, principal: Principal, onProgress: OnProgress, signal: AbortSignal): Promise<Batch>
  /** Their own; administrators see all. @throws LorekeepError `not-found` */
  get(id: string, principal: Principal): Promise<Batch>
  list(principal: Principal, limit: number): Promise<readonly Batch[]>
  /** In the order of the questions. */
  results(batch: Batch): AsyncGenerator<BatchResult, void, undefined>
  /** @throws LorekeepError `not-found`, `conflict` for a batch that is over */
  cancel(id: string, principal: Principal): Promise<Batch>
  /** Takes up batches that wait, until it is closed; then they wait for the next process. */
  watch(): { close(): Promise<void> }
}

export interface BatchesParts extends RunBatchParts {
  readonly settleLeftBehind: SettleLeftBehind
  readonly audit: Pick<AuditLog, 'append'>
  readonly catalogue: LiveValue<ModelCatalogue>
}

const followedEveryMs = 500
const pageSize = 100
const settledWithinMs = 20_000

export function createBatches(parts: BatchesParts): Batches {
  const { batches, journal, audit, catalogue, clock, newId } = parts
  const runner = newId()
  /** Batches that this process carries out. */
  const here = new Set<string>()

  async function keep(given: GivenBatch, principal: Principal, by?: string): Promise<Batch> {
    if (principal.kind === 'widget') {
      throw new LorekeepError('forbidden', 'A widget may not give batches.', { hint: 'Use an API key.' })
    }
    if (given.mayWait && !catalogue.current().providers.some(({ batch }) => batch !== undefined)) {
      throw new LorekeepError('bad-request', 'No model has a batch API that questions could wait for.', {
        hint: 'Give a provider in the file of models the section "batch", or ask without waiting.',
      })
    }
    const { rows, columns, questionColumn } = given.questionnaire
    const id = newId()
    const createdAt = clock()
    await batches.create(
      {
        id,
        name: given.name,
        principal,
        settings: { sharesCalls: given.sharesCalls, ...(given.mayWait && { mayWait: true }) },
        columns,
        questionColumn,
        currency: catalogue.current().currency,
        createdAt,
      },
      rows.map((row, index) => ({ number: index + 1, ...row })),
      by,
    )
    await note('batch.created', id, principal, { questions: rows.length })
    return find(id, principal)
  }

  async function note(
    action: 'batch.created' | 'batch.cancelled',
    id: string,
    principal: Principal,
    details: Readonly<Record<string, unknown>>,
  ) {
    await audit.append({ at: clock(), actor: principal.id, action, subject: id, details })
  }

  async function find(id: string, principal: Principal): Promise<Batch> {
    const batch = await batches.get(id)
    if (batch !== undefined && (isAdmin(principal) || batch.principal.id === principal.id)) return batch
    throw new LorekeepError('not-found', `There is no batch ${id}.`, { hint: 'GET /api/v1/batch lists yours.' })
  }

  async function run(batch: Batch, whenStopped: 'waiting' | 'paused', onProgress: OnProgress, signal: AbortSignal) {
    here.add(batch.id)
    try {
      const ended = await runBatch(parts, batch, { runner, whenStopped, onProgress }, signal)
      if (ended.delegated !== undefined && isOver(ended)) await settleLeftBehind()
      return ended
    } finally {
      here.delete(batch.id)
    }
  }

  /** As far as it can be done now; a service does the rest. */
  async function settleLeftBehind(): Promise<void> {
    const signal = AbortSignal.timeout(settledWithinMs)
    await parts.settleLeftBehind(signal).catch((error: unknown) => parts.log.warn('batch.not-settled', { error }))
  }

  return {
    submit: (given, principal) => keep(given, principal),
    prepare: (given, principal) => keep(given, principal, runner),

    async resume(id, principal, onProgress, signal) {
      let batch = await find(id, principal)
      if (isOver(batch) && (await batches.reopen(id)) > 0) batch = await find(id, principal)
      while (!isOver(batch)) {
        const { isRunner } = await batches.alive(id, runner)
        const isMine = !here.has(id) && (isRunner || (await batches.take(id, runner)))
        if (isMine) return run(batch, 'paused', onProgress, signal)
        await pause(followedEveryMs, undefined, { signal }).catch(() => signal.throwIfAborted())
        batch = await find(id, principal)
        onProgress(progressOf(batch, clock()))
      }
      return batch
    },

    get: find,

    list: (principal, limit) => batches.list({ limit, ...(!isAdmin(principal) && { principalId: principal.id }) }),

    async *results({ id }) {
      let after = 0
      while (true) {
        const questions = await batches.questions(id, { after, limit: pageSize })
        const last = questions.at(-1)
        if (last === undefined) return
        after = last.number
        for (const question of questions) {
          const { answerId, state } = question
          const stored = answerId === undefined || state === 'waiting' ? undefined : await journal.get(answerId)
          yield { question, ...(stored !== undefined && { answer: stored.answer }) }
        }
      }
    },

    async cancel(id, principal) {
      const batch = await find(id, principal)
      if (isOver(batch)) {
        throw new LorekeepError('conflict', `Batch ${id} is over: ${batch.status}.`, {
          hint: 'Only a batch that waits or goes on can be cancelled.',
        })
      }
      await batches.requestCancel(id)
      await note('batch.cancelled', id, principal, {})
      const cancelled = await find(id, principal)
      if (cancelled.delegated !== undefined && isOver(cancelled)) await settleLeftBehind()
      return cancelled
    },

    watch: () => watchForBatches({ ...parts, runner, here, run }),
  }
}
