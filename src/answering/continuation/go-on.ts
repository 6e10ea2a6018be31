import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Restorer } from '../../privacy/restore.ts'
import { attemptAgain } from '../generation/attempt-again.ts'
import {
  type Broken,
  failureOf,
  longestWait,
  noteRefusal,
  type Round,
  type Turn,
} from '../generation/generation-round.ts'
import { createSeam } from './seam.ts'

/** What a provider needs to go on with an answer. */
export interface Continuation {
  readonly messages: readonly ChatMessage[]
  /** Of what this provider writes. */
  readonly restorer: Restorer
  /** The evidence, whose words are whole ones. */
  readonly known: string
}

/**
 * Lets a candidate go on with an answer that broke off. Undefined when it may not, could not or had nothing to say, which
 * is told.
 */
export async function goOn(round: Round, provider: ModelProvider, broken: Broken): Promise<Turn | undefined> {
  const { parts, task, limit, told } = round
  const { presenter } = broken
  const continuation = await task.continueFrom(provider, presenter.said)
  if (continuation === undefined) {
    told.push(failureOf(provider, 'what was said so far is not for it'))
    return undefined
  }
  const { messages, restorer, known } = continuation
  // Repetitions are told in what the reader sees: what was said there in full stands as a placeholder here.
  const seam = createSeam(presenter.said, known)
  presenter.goOn()
  const attempt = await attemptAgain(
    parts,
    task,
    {
      purpose: 'answer',
      provider,
      messages,
      onText: (text) => presenter.push(seam.push(restorer.push(text))),
    },
    limit.signal,
    { longestWaitMs: longestWait(round), onRetry: (reason) => told.push(reason) },
  )
  if (!attempt.made) {
    noteRefusal(round, attempt)
    return undefined
  }
  if (attempt.error === undefined) {
    presenter.push(seam.push(restorer.end()) + seam.end())
    if (seam.verdict === 'nothing') {
      told.push(failureOf(provider, 'did not go on'))
      return undefined
    }
  }
  if (seam.verdict !== 'nothing') {
    told.push({ code: 'continued', detail: `${broken.provider.name}: ${broken.error.code}; ${provider.name} went on` })
  }
  return { provider, presenter, attempt }
}
