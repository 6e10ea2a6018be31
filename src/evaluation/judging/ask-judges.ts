import type { Budget } from '../../domain/accounting/budget.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { AttemptParts, Payer } from '../../answering/generation/attempt.ts'
import { attemptAgain } from '../../answering/generation/attempt-again.ts'
import { type TimeLimit, withTimeLimit } from '../../answering/generation/time-limit.ts'
import type { Graded, NotJudged } from './judgement.ts'
import { readGrade } from './read-grade.ts'
import type { JudgePrompt } from './redact-for-judge.ts'

/** What several judges are asked, one after another. */
export interface JudgeTask extends Payer {
  /** Those who may be asked, in order. */
  readonly judges: readonly ModelProvider[]
  /** How long all of it may take, in ms. */
  readonly timeLimitMs: number
  readonly promptFor: (judge: ModelProvider) => JudgePrompt
}

export type Grading = { readonly judge: ModelProvider; readonly graded: Graded } | NotJudged

/** Nobody waits for a grade as for an answer. */
const longestWaitMs = 30_000

/**
 * Asks the judges in order until one replies. A reply that cannot be read is asked for once more; then the answer is not
 * judged, as another judge would be another measure.
 * @throws what the signal was aborted with, when it was
 */
export function askJudges(parts: AttemptParts, task: JudgeTask, signal: AbortSignal): Promise<Grading> {
  return withTimeLimit(task.timeLimitMs, signal, async (limit) => {
    const told: string[] = []
    for (const judge of task.judges) {
      const ended = await askJudge(parts, task, judge, limit)
      signal.throwIfAborted()
      if ('graded' in ended) return { judge, graded: ended.graded }
      if (limit.isOver()) return { notJudged: 'time-limit', detail: `${Math.round(task.timeLimitMs / 1000)} s` }
      if ('unreadable' in ended) return { notJudged: 'unreadable', detail: `${judge.name}: ${ended.unreadable}` }
      told.push(ended.failed)
      const { exhausted } = ended
      if (exhausted !== undefined && exhausted.whenExhausted !== 'cheaper') {
        return { notJudged: 'budget-exhausted', detail: told.join('; ') }
      }
    }
    return { notJudged: 'no-judge-left', detail: told.join('; ') }
  })
}

interface Failed {
  readonly failed: string
  /** The budget that had no room for it. */
  readonly exhausted?: Budget
}

async function askJudge(
  parts: AttemptParts,
  task: JudgeTask,
  judge: ModelProvider,
  limit: TimeLimit,
): Promise<{ readonly graded: Graded } | { readonly unreadable: string } | Failed> {
  const prompt = task.promptFor(judge)
  let unreadable = ''
  for (const isAgain of [false, true]) {
    const reply = await replyOf(parts, task, judge, prompt.messages(isAgain), limit)
    if (typeof reply !== 'string') return reply
    const graded = readGrade(reply)
    if (typeof graded !== 'string') return { graded: { ...graded, why: prompt.restore(graded.why) } }
    unreadable = graded
  }
  return { unreadable }
}

async function replyOf(
  parts: AttemptParts,
  task: JudgeTask,
  judge: ModelProvider,
  messages: readonly ChatMessage[],
  limit: TimeLimit,
): Promise<string | Failed> {
  let text = ''
  const attempt = await attemptAgain(
    parts,
    task,
    { purpose: 'judge', provider: judge, messages, onText: (part) => void (text += part) },
    limit.signal,
    { longestWaitMs: Math.min(limit.leftMs(), longestWaitMs), onRetry: () => undefined },
  )
  if (!attempt.made) {
    const { reason, exhausted } = attempt
    const failed = [reason?.code, reason?.detail].filter((part) => part !== undefined).join(': ')
    return { failed, ...(exhausted !== undefined && { exhausted }) }
  }
  return attempt.error === undefined ? text : { failed: `${judge.name}: ${attempt.error.code}` }
}
