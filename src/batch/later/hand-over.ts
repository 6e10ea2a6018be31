import { createHash } from 'node:crypto'
import { type ParkedQuestion, requestsOf } from '../../answering/later/share-prompts.ts'
import type { DeferringProvider } from '../../domain/routing/model-catalogue.ts'
import type { Batch } from '../../domain/batch/batch.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import { reservationLifetimeMs } from '../../domain/time/time-limits.ts'
import type { DelegatedQuestion, PromptPart } from '../../ports/delegation-store.ts'
import { answerQuestions, type BatchRun } from '../answer-questions.ts'
import { eachWindow } from '../waiting-questions.ts'
import { type LaterParts, reservationsOf } from './later-parts.ts'
import { submitFile } from './submit-file.ts'

/** Questions whose prompts one provider is to answer. */
interface Gathered {
  readonly provider: DeferringProvider
  readonly questions: DelegatedQuestion[]
}

/** A reservation holds on while others are gathered. */
const renewedEveryMs = reservationLifetimeMs / 3

/**
 * Asks every question that nobody was asked about yet as far as its prompt, and hands the prompts to the batch APIs of
 * the providers that they are for. Questions that need none, or may not go there, are answered on the way.
 */
export async function handOver(parts: LaterParts, batch: Batch, run: BatchRun, signal: AbortSignal): Promise<void> {
  const known = await parts.delegations.numbers(batch.id)
  if (known.size >= batch.counts.waiting) return
  const gathered = new Map<string, Gathered>()
  const prompts = new Set<string>()
  /** Those of the window that is looked through. */
  let parked: ParkedQuestion[] = []
  let renewedAt = parts.clock()

  const gather = ({ number, answerId, prompt }: ParkedQuestion, part: PromptPart | undefined) => {
    const { provider, messages, promptTokens, reservation } = prompt
    const place = gathered.get(provider.name) ?? { provider, questions: [] }
    gathered.set(provider.name, place)
    place.questions.push({
      number,
      answerId,
      request: { messages, promptTokens, reservation, ...(part !== undefined && { part }) },
    })
  }
  const isNew = ({ prompt: { provider, messages } }: ParkedQuestion) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([provider.name, messages]))
      .digest('base64')
    if (prompts.has(hash)) return false
    prompts.add(hash)
    return true
  }
  /** The same question may stand in a questionnaire twice: it is paid for once, and waits for the answer of the first. */
  const gatherTwin = async ({ number, answerId, prompt: { provider, reservation } }: ParkedQuestion) => {
    const place = gathered.get(provider.name) ?? { provider, questions: [] }
    gathered.set(provider.name, place)
    place.questions.push({ number, answerId })
    await parts.budgets.release(reservation)
  }
  const gatherAll = async () => {
    parked = parked.toSorted((a, b) => a.number - b.number)
    const firsts = parked.filter(isNew)
    const shared = batch.settings.sharesCalls ? await parts.sharePrompts(firsts) : undefined
    for (const one of firsts) gather(one, shared?.get(one.number))
    for (const one of parked) if (!firsts.includes(one)) await gatherTwin(one)
    parked = []
  }
  const delegateFrom = async (leastRequests: number) => {
    for (const [name, place] of gathered) {
      if (reservationsOf(place.questions).length < Math.min(leastRequests, place.provider.batch.mostRequests)) continue
      gathered.delete(name)
      await delegate(parts, batch, place, signal)
    }
  }
  try {
    for await (const window of eachWindow(parts.batches, batch.id)) {
      const open = window.filter(({ number }) => !known.has(number))
      if (open.length === 0) continue
      await answerQuestions(parts, batch, open, run, signal, {
        askedWith: () => ({ mayWait: true }),
        inPlaceOfCall: async (_number, task) => {
          await parts.park(task)
          return undefined
        },
        onParked: (number, answerId, prompt) => void parked.push({ number, answerId, prompt }),
      })
      await gatherAll()
      if (parts.clock() - renewedAt >= renewedEveryMs) {
        renewedAt = parts.clock()
        const reservations = [...gathered.values()].flatMap(({ questions }) => reservationsOf(questions))
        await parts.budgets.extend(reservations, renewedAt + reservationLifetimeMs)
      }
      await delegateFrom(Number.POSITIVE_INFINITY)
    }
    await delegateFrom(1)
  } finally {
    const left = [...gathered.values()].flatMap(({ questions }) => reservationsOf(questions))
    for (const id of [...left, ...parked.map(({ prompt }) => prompt.reservation)]) await parts.budgets.release(id)
  }
}

/** Notes what is about to be handed over, and then hands it over. */
async function delegate(
  parts: LaterParts,
  { id: batch }: Batch,
  { provider, questions }: Gathered,
  signal: AbortSignal,
): Promise<void> {
  const createdAt = parts.clock()
  const { name, model } = provider
  const total = requestsOf(questions).length
  const delegation: Delegation = {
    id: parts.newId(),
    batch,
    provider: { name, model },
    state: 'prepared',
    createdAt,
    dueAt: createdAt + provider.batch.windowHours * 60 * 60 * 1000,
    requests: { total, done: 0, failed: 0 },
  }
  await parts.delegations.prepare(delegation, questions)
  await submitFile(parts, delegation, questions, provider, signal)
}
