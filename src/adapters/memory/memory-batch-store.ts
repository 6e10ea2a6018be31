import {
  type Batch,
  batchLeaseMs,
  type BatchQuestion,
  type BatchQuestionState,
  batchQuestionStates,
  isOver,
} from '../../domain/batch/batch.ts'
import { delegatedPart } from '../../domain/batch/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { addMicros, zeroMicros } from '../../domain/money.ts'
import type { BatchStore, NewBatch } from '../../ports/batch-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { type KeptDelegations, openDelegations } from './memory-delegation-store.ts'

interface KeptBatch extends NewBatch {
  resumeAt: number | undefined
  state: Pick<Batch, 'status' | 'finishedAt' | 'error' | 'pace'>
  questions: BatchQuestion[]
  runner: string | undefined
  heardOfAt: number
  isCancelRequested: boolean
}

/** Batches that are remembered as long as the process lasts. */
export function createMemoryBatchStore(clock: Clock, delegations: KeptDelegations = new Map()): BatchStore {
  const kept = new Map<string, KeptBatch>()

  const isHeld = ({ runner, heardOfAt }: KeptBatch) => runner !== undefined && clock() - heardOfAt < batchLeaseMs
  const doneOf = ({ questions }: KeptBatch) => questions.filter(({ state }) => state !== 'waiting').length

  function read(batch: KeptBatch): Batch {
    const { questions, runner: _, heardOfAt: __, isCancelRequested: ___, resumeAt: ____, state, ...fixed } = batch
    const count = (wanted: BatchQuestionState) => questions.filter((question) => question.state === wanted).length
    return {
      ...fixed,
      ...state,
      status: state.status === 'running' && !isHeld(batch) ? 'waiting' : state.status,
      counts: Object.fromEntries(batchQuestionStates.map((wanted) => [wanted, count(wanted)])) as Batch['counts'],
      costMicros: addMicros(...questions.map(({ costMicros }) => costMicros ?? zeroMicros)),
      ...delegatedPart(openDelegations(delegations, batch.id)),
    }
  }
  function take(batch: KeptBatch, runner: string): void {
    batch.runner = runner
    batch.heardOfAt = clock()
    batch.resumeAt = undefined
    batch.state = { status: 'running', pace: { since: clock(), doneBefore: doneOf(batch) } }
  }
  function held(id: string, runner: string): KeptBatch {
    const batch = kept.get(id)
    if (batch?.runner === runner) return batch
    throw new LorekeepError('conflict', `Batch ${id} is carried out by another process now.`)
  }
  function change(batch: KeptBatch, number: number, over: Partial<BatchQuestion>): void {
    batch.questions = batch.questions.map((question) =>
      question.number === number ? { ...question, ...over } : question,
    )
  }

  return {
    create: async (batch, questions, runner) => {
      const created: KeptBatch = {
        ...batch,
        state: { status: 'waiting' },
        questions: questions.map((question) => ({ ...question, state: 'waiting' })),
        runner: undefined,
        heardOfAt: clock(),
        isCancelRequested: false,
        resumeAt: undefined,
      }
      kept.set(batch.id, created)
      if (runner !== undefined) take(created, runner)
    },

    get: async (id) => {
      const batch = kept.get(id)
      return batch && read(batch)
    },

    list: async ({ principalId, limit }) =>
      [...kept.values()]
        .filter(({ principal }) => principalId === undefined || principal.id === principalId)
        .toReversed()
        .slice(0, limit)
        .map(read),

    questions: async (id, { after, limit, waiting }) =>
      (kept.get(id)?.questions ?? [])
        .filter(({ number, state }) => number > after && (!waiting || state === 'waiting'))
        .slice(0, limit),

    toTake: async (limit) =>
      [...kept.values()]
        .filter((batch) => read(batch).status === 'waiting' && (batch.resumeAt ?? 0) <= clock())
        .slice(0, limit)
        .map(({ id }) => id),

    take: async (id, runner) => {
      const batch = kept.get(id)
      if (batch === undefined || isHeld(batch) || isOver(batch.state)) return false
      take(batch, runner)
      return true
    },

    alive: async (id, runner) => {
      const batch = kept.get(id)
      if (batch?.runner !== runner) return { isRunner: false, isCancelRequested: false }
      batch.heardOfAt = clock()
      return { isRunner: true, isCancelRequested: batch.isCancelRequested }
    },

    begin: async (id, runner, number, answerId) => change(held(id, runner), number, { answerId }),

    end: async (id, runner, number, ending) => change(held(id, runner), number, ending),

    release: async (id, runner, { status, error, resumeAt }) => {
      const batch = kept.get(id)
      if (batch?.runner !== runner) return
      batch.runner = undefined
      batch.resumeAt = resumeAt
      batch.state = {
        status,
        ...(isOver({ status }) && { finishedAt: clock() }),
        ...(error !== undefined && { error }),
      }
    },

    requestCancel: async (id) => {
      const batch = kept.get(id)
      if (batch === undefined || isOver(batch.state)) return
      batch.isCancelRequested = true
      if (!isHeld(batch)) batch.state = { status: 'cancelled', finishedAt: clock() }
    },

    reopen: async (id) => {
      const batch = kept.get(id)
      const failed = batch?.questions.filter(({ state }) => state === 'failed') ?? []
      if (batch === undefined || failed.length === 0 || isHeld(batch)) return 0
      batch.questions = batch.questions.map((question) => {
        if (question.state !== 'failed') return question
        const { number, question: asked, columns } = question
        return { number, question: asked, columns, state: 'waiting' }
      })
      batch.state = { status: 'waiting' }
      return failed.length
    },
  }
}
