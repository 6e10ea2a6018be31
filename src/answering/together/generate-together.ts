import { LorekeepError } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { Log } from '../../ports/log.ts'
import type { AttemptParts } from '../generation/attempt.ts'
import { callModel } from '../generation/call-model.ts'
import { countPrompt, withMargin } from '../generation/count-usage.ts'
import type { GenerateTask, Generation } from '../generation/generate.ts'
import { withTimeLimit } from '../generation/time-limit.ts'
import { cutReply } from './cut-reply.ts'
import { renumberMarks } from './renumber-marks.ts'
import { completionWeight, ownNumbers, prepareSharedCall, promptWeightsOf, type SharedCall } from './shared-call.ts'
import type { ReplyMaterial } from './shared-prompt.ts'
import { splitUsage, type UsageWeight } from './split-usage.ts'

/** A question that may share a call. */
export type ShareableTask = GenerateTask & { readonly material: ReplyMaterial }

export interface GenerateTogetherParts extends AttemptParts {
  readonly log: Log
}

/** Answers of a group, in its order; undefined where a question needs a call of its own. */
export type GenerateTogether = (
  tasks: readonly ShareableTask[],
  provider: ModelProvider,
  signal: AbortSignal,
) => Promise<readonly (Generation | undefined)[]>

/**
 * Puts questions to a model in one call and cuts the reply apart; each part then goes the way of an answer of its own.
 * What the call cost is booked on all of them, by tokens. Questions without a usable part, or for which a budget has no
 * room, are left for a call of their own.
 */
export function createGenerateTogether(parts: GenerateTogetherParts): GenerateTogether {
  return async (tasks, provider, signal) => {
    const nobody = tasks.map(() => undefined)
    const materials = tasks.map(({ material }) => material)
    const call = prepareSharedCall(parts.log, tasks[0]?.answerId ?? '', materials, provider)
    if (call === undefined || !parts.watch.allows(provider)) return nobody
    const slot = await parts.slots.take(provider, signal)
    if (slot === undefined) return nobody
    try {
      const milliseconds = Math.min(...tasks.map(({ timeLimitMs }) => timeLimitMs))
      const ending = await withTimeLimit(milliseconds, signal, (limit) =>
        callReserved(parts, tasks, provider, call, limit.signal),
      )
      if (signal.aborted) throw new LorekeepError('cancelled', 'The questions were cancelled.')
      return ending ?? nobody
    } finally {
      slot.release()
    }
  }
}

/** Undefined when the call would spare nothing, or has no room in the context of the model, or its cost in a budget. */
async function callReserved(
  parts: GenerateTogetherParts,
  tasks: readonly ShareableTask[],
  provider: ModelProvider,
  call: SharedCall,
  signal: AbortSignal,
): Promise<readonly (Generation | undefined)[] | undefined> {
  const promptTokens = await countPrompt(call.messages, provider.model, parts.counter)
  const alone = await Promise.all(
    tasks.map((task) => countPrompt(task.messagesFor(provider), provider.model, parts.counter)),
  )
  if (promptTokens >= alone.reduce((sum, tokens) => sum + tokens, 0)) return undefined
  const mostTokens = withMargin(promptTokens, parts.counter.isExactFor(provider.model))
  const maxOutputTokens = provider.maxOutputTokens * tasks.length
  if (mostTokens + maxOutputTokens > provider.contextTokens) return undefined
  const reservations = await reserveAll(parts, tasks, provider, mostTokens)
  if (reservations === undefined) return undefined

  let reply = ''
  parts.watch.begin(provider)
  const ending = await callModel(
    parts,
    {
      purpose: 'answer',
      provider,
      messages: call.messages,
      promptTokens,
      maxOutputTokens,
      reservation: reservations[0] ?? '',
      onText: (text) => (reply += text),
    },
    signal,
  )
  const { call: made, error, finish } = ending
  if (error === undefined) parts.watch.succeeded(provider, ending.firstWordMs)
  else if (error.retryable) parts.watch.failed(provider)
  const cut = error === undefined ? cutReply(reply, tasks.length) : undefined
  const answers = new Map(cut)
  // What the limit cut off is no whole answer.
  if (finish !== 'stop' && cut !== undefined) answers.delete(Math.max(...cut.keys()))
  const ends = await Promise.allSettled(
    tasks.map(async (task, at) => {
      const answer = answers.get(at + 1)
      return answer === undefined ? undefined : present(task, answer, provider, call, tasks.length)
    }),
  )
  const promptWeights = promptWeightsOf(tasks.map(({ material }) => material))
  const weights = promptWeights.map((prompt, at): UsageWeight => ({
    prompt,
    completion: completionWeight(cut?.get(at + 1)),
  }))
  const shares = splitUsage(made.usage, weights)
  const ownShares = made.own === undefined ? [] : splitUsage(made.own.usage, weights)
  for (const [at, task] of tasks.entries()) {
    const [share, own, end] = [shares[at], ownShares[at], ends[at]]
    if (share === undefined) continue
    task.onCall({
      ...made,
      usage: share.usage,
      ...(own !== undefined && { own: { usage: own.usage, isExact: made.own?.isExact === true } }),
      reservation: reservations[at] ?? '',
      shared: {
        before: share.before,
        questions: tasks.length,
        promptTokensAlone: alone[at] ?? 0,
        isAnswer: end?.status === 'fulfilled' && end.value !== undefined,
      },
    })
  }
  if (ending.isUnbilled) for (const reservation of reservations) await parts.budgets.release(reservation)
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

/** Sets aside for each question its part of the prompt and a whole answer; undefined, with nothing kept, where a budget has no room. */
async function reserveAll(
  { reserve, budgets }: GenerateTogetherParts,
  tasks: readonly ShareableTask[],
  provider: ModelProvider,
  mostTokens: number,
): Promise<readonly string[] | undefined> {
  const granted: string[] = []
  for (const task of tasks) {
    const promptTokens = Math.ceil(mostTokens / tasks.length)
    const reservation = await reserve({ ...task, provider, promptTokens })
    if (reservation.granted) granted.push(reservation.id)
    else {
      for (const id of granted) await budgets.release(id)
      return undefined
    }
  }
  return granted
}

/** A part of the reply as a generated answer; undefined when it cites what is not its evidence, or nothing of it holds. */
async function present(
  task: ShareableTask,
  answer: string,
  provider: ModelProvider,
  { evidence, vault }: SharedCall,
  questions: number,
): Promise<Generation | undefined> {
  const renumbered = renumberMarks(answer, ownNumbers(evidence, task.material))
  if (renumbered === undefined) return undefined
  const failed: Generation['failed'] = [{ code: 'shared-call', detail: `${questions} questions` }]
  const presenter = task.present(provider, failed, vault)
  presenter.push(renumbered)
  const presented = presenter.end()
  if (presented === undefined) return { status: 'not-found', provider, failed }
  const checked = await task.check(presented)
  if (checked === undefined) return undefined
  const isDoubted = (checked.sentences ?? []).some(({ support }) => support === 'unsupported')
  if (isDoubted && task.answersAgain) return undefined
  presenter.release(checked)
  return { status: 'answered', provider, answer: checked, brokenOff: [], failed }
}
