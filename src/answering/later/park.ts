import type { ReserveBudget } from '../../accounting/budgets/reserve-budget.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { countPrompt, withMargin } from '../generation/count-usage.ts'
import type { GenerateTask } from '../generation/generate.ts'
import { QuestionParked } from './parked-question.ts'

/**
 * Parks a question whose first candidate has a batch API, with the most that its call can cost there set aside. Resolves
 * for one that is to be answered at once: by somebody else, or as its budget says that has no room.
 * @throws QuestionParked
 */
export type Park = (task: GenerateTask) => Promise<void>

export function createPark(parts: { readonly reserve: ReserveBudget; readonly counter: TokenCounter }): Park {
  const { reserve, counter } = parts
  return async (task) => {
    const [provider] = task.candidates
    if (provider?.batch === undefined) return
    const { batch } = provider
    const messages = task.messagesFor(provider)
    const promptTokens = await countPrompt(messages, provider.model, counter)
    const mostTokens = withMargin(promptTokens, counter.isExactFor(provider.model))
    const { priceShare } = batch
    const reservation = await reserve({ ...task, provider, promptTokens: mostTokens, priceShare })
    if (!reservation.granted) return
    const { material } = task
    throw new QuestionParked({
      provider: { ...provider, batch },
      messages,
      promptTokens,
      reservation: reservation.id,
      ...(material !== undefined && { material }),
    })
  }
}
