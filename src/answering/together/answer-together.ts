import type { Principal } from '../../domain/access/principal.ts'
import type { Answer } from '../../domain/answers/answer.ts'
import type { Ask, AskRequest } from '../ask-request.ts'
import type { Generate, GenerateTask, Generation } from '../generation/generate.ts'
import type { GenerateTogether, ShareableTask } from './generate-together.ts'
import { groupQuestions } from './group-questions.ts'
import { createLobby } from './lobby.ts'
import { shareKeyOf } from './shared-call.ts'
import { createSlots } from './slots.ts'

/** How a question ended: with an answer, or with what was thrown. */
export type QuestionEnd = { readonly answer: Answer } | { readonly error: unknown }

export interface AnswerTogetherOptions {
  /** Whether questions that rest on the same evidence may be put to a model in one call. */
  readonly sharesCalls: boolean
  /** Awaited before a question is begun, and before a model is called for one or more of them. */
  readonly giveWay: (signal: AbortSignal) => Promise<void>
  /** What a question gets in place of a call; undefined for one that a model is to be called for. Throws to end it. */
  readonly inPlaceOfCall?: (index: number, task: GenerateTask) => Promise<Generation | undefined>
  /** Awaited before a question is asked; what it throws ends the whole. */
  readonly onBegin: (index: number) => Promise<void>
  /** Awaited; what it throws ends the whole. */
  readonly onEnd: (index: number, end: QuestionEnd) => Promise<void>
}

/**
 * Answers questions on behalf of one principal, each the whole way, a few at a time. One that fails does not hold up the
 * others.
 * @throws what the options' functions throw; the signal's reason once it is aborted
 */
export type AnswerTogether = (
  requests: readonly AskRequest[],
  principal: Principal,
  options: AnswerTogetherOptions,
  signal: AbortSignal,
) => Promise<void>

export interface AnswerTogetherParts {
  /** The way of a question, with another way to have its reply generated. */
  readonly askWith: (generate: Generate) => Ask
  readonly generate: Generate
  readonly generateTogether: GenerateTogether
}

/** How many questions, or calls for several of them, are under way at once. */
const atOnce = 2

interface WaitingTask {
  readonly task: GenerateTask
  readonly signal: AbortSignal
}

export function createAnswerTogether(parts: AnswerTogetherParts): AnswerTogether {
  return async (requests, principal, options, signal) => {
    const stopped = new AbortController()
    const either = AbortSignal.any([signal, stopped.signal])
    const slots = createSlots(atOnce)
    const lobby = createLobby<WaitingTask, Generation>(requests.length, (waiting) =>
      serve(parts, waiting, options, (work) => slots.run(work), either),
    )

    const answerOne = async (request: AskRequest, index: number): Promise<void> => {
      const slot = await slots.take()
      const ask = parts.askWith(async (task, asked) => {
        const given = await options.inPlaceOfCall?.(index, task)
        if (given !== undefined) return given
        slot.free()
        return lobby.arrive({ task, signal: asked })
      })
      try {
        await options.giveWay(either)
        either.throwIfAborted()
        await options.onBegin(index)
        const end = await ask(request, principal, () => undefined, either).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        )
        if ('error' in end) either.throwIfAborted()
        await options.onEnd(index, end)
      } finally {
        slot.free()
        lobby.leave()
      }
    }

    const ended = await Promise.allSettled(
      requests.map((request, index) =>
        answerOne(request, index).catch((error: unknown) => {
          stopped.abort(error)
          throw error
        }),
      ),
    )
    signal.throwIfAborted()
    if (ended.some(({ status }) => status === 'rejected')) throw stopped.signal.reason
  }
}

/** One generation for each that waits. */
function serve(
  parts: AnswerTogetherParts,
  waiting: readonly WaitingTask[],
  { giveWay, sharesCalls }: AnswerTogetherOptions,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): readonly Promise<Generation>[] {
  const alone = ({ task, signal: asked }: WaitingTask) =>
    inTurn(async () => {
      await giveWay(signal)
      return parts.generate(task, asked)
    })
  const results: Promise<Generation>[] = []
  const shareable = sharesCalls ? waiting.filter((one) => isShareable(one.task)) : []
  for (const one of waiting) if (!shareable.includes(one)) results[waiting.indexOf(one)] = alone(one)
  const tasks = shareable.map(({ task }) => task as ShareableTask)
  for (const group of groupQuestions(tasks.map((task) => ({ key: keyOf(task), evidence: task.material.evidence })))) {
    const members = group.flatMap((at) => shareable[at] ?? [])
    const grouped = group.flatMap((at) => tasks[at] ?? [])
    const provider = grouped[0]?.candidates[0]
    const together =
      provider === undefined || members.length < 2
        ? undefined
        : inTurn(async () => {
            await giveWay(signal)
            return parts.generateTogether(grouped, provider, signal)
          })
    for (const [at, member] of members.entries()) {
      results[waiting.indexOf(member)] = Promise.resolve(together).then((shared) => shared?.[at] ?? alone(member))
    }
  }
  return results
}

function isShareable(task: GenerateTask): task is ShareableTask {
  return task.material !== undefined && task.candidates.length > 0
}

function keyOf({ candidates: [provider], material }: ShareableTask): string {
  return provider === undefined ? '' : shareKeyOf(provider, material)
}
