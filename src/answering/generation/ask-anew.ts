import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { attemptAgain } from './attempt-again.ts'
import { failureOf, longestWait, noteRefusal, type Round, type Turn } from './generation-round.ts'
import { askHedged, type Contender, mayHedge } from './hedge.ts'
import type { ReplyPresenter } from '../presentation/present-reply.ts'

interface Candidate extends Contender {
  readonly presenter: ReplyPresenter
}

/**
 * Asks a candidate for a whole answer, and one that is left beside it when it is slow to begin. Undefined when nobody
 * could be called, which is told.
 */
export async function askAnew(round: Round, provider: ModelProvider): Promise<Turn | undefined> {
  const { task, limit, left, told } = round
  const { hedgeAfterMs } = task
  const second = hedgeAfterMs === undefined ? undefined : left.find((other) => mayHedge(provider, other))
  const [main, ...others] = await askHedged(
    candidate(round, provider),
    second && candidate(round, second),
    hedgeAfterMs ?? 0,
    limit.signal,
  )
  if (others.length > 0 && second !== undefined) {
    told.push({ code: 'asked-beside', detail: `${second.name}, as ${provider.name} was slow to begin` })
  }
  for (const { contender, attempt } of others) {
    if (!attempt.made) {
      // Only cancelled, and a candidate still.
      if (attempt.reason === undefined) continue
      noteRefusal(round, attempt)
    } else if (attempt.error !== undefined && attempt.error.code !== 'cancelled') {
      told.push(failureOf(contender.provider, attempt.error.code))
    } else continue
    remove(left, contender.provider)
  }
  if (main === undefined) return undefined
  remove(left, main.contender.provider)
  const { contender, attempt } = main
  if (attempt.made) return { provider: contender.provider, presenter: contender.presenter, attempt }
  noteRefusal(round, attempt)
  return undefined
}

function candidate(round: Round, provider: ModelProvider): Candidate {
  const { parts, task, told } = round
  const presenter = task.present(provider, [...told])
  return {
    provider,
    presenter,
    ask: (signal, onBegin) =>
      attemptAgain(
        parts,
        task,
        {
          purpose: 'answer',
          provider,
          messages: task.messagesFor(provider),
          onBegin,
          onText: (text) => {
            if (!signal.aborted) presenter.push(text)
          },
        },
        signal,
        { longestWaitMs: longestWait(round), onRetry: (reason) => told.push(reason) },
      ),
  }
}

function remove(left: ModelProvider[], provider: ModelProvider): void {
  const place = left.indexOf(provider)
  if (place >= 0) left.splice(place, 1)
}
