import type { UsageTotal } from '../../domain/accounting/ledger-entry.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Workload } from './estimate.ts'

const dayMs = 86_400_000
const daysOfMonth = 30

/** What a company of some hundred people may ask, where nobody has asked yet: all at the first provider. */
const assumed = { questions: 10_000, promptTokens: 2500, cachedTokens: 0, completionTokens: 250, hitRate: 0.2 }

export interface ObservedWorkload extends Workload {
  /** Complete days of the ledger that it rests on; 0 where it is assumed. */
  readonly days: number
}

/**
 * The workload that the ledger shows in the last thirty days, taken for a month. Tokens are those of all calls,
 * failed and additional ones included, for each question that a model answered; grading answers is left out, as that is
 * no part of answering. What the ledger does not show is assumed.
 */
export async function observedWorkload(
  ledger: Ledger,
  catalogue: ModelCatalogue,
  now: number,
): Promise<ObservedWorkload> {
  const window = { from: now - daysOfMonth * dayMs, to: now + 1 }
  const [byDay, byModel] = [
    await ledger.totals({ ...window, groupBy: 'day' }),
    await ledger.totals({ ...window, groupBy: 'model' }),
  ]
  const byPurpose = await ledger.totals({ ...window, groupBy: 'purpose' })
  const judging = byPurpose.find(({ group }) => group === 'judge')
  const first = byDay.find(({ questions }) => questions > 0)?.group
  if (first === undefined) return { ...assumed, shares: firstAlone(catalogue), days: 0 }

  const days = Math.min(daysOfMonth, Math.floor((now - Date.parse(first)) / dayMs) + 1)
  const sum = (of: (total: UsageTotal) => number) => byModel.reduce((total, group) => total + of(group), 0)
  const [questions, hits] = [sum((total) => total.questions), sum((total) => total.cacheHits)]
  const answered = answeredBy(byModel, catalogue)
  const byModels = [...answered.values()].reduce((total, count) => total + count, 0)
  const tokens = (of: (total: UsageTotal) => number) => sum(of) - (judging === undefined ? 0 : of(judging))
  const each = (tokens: number, otherwise: number) => (byModels === 0 ? otherwise : tokens / byModels)
  return {
    questions: Math.round((questions / days) * daysOfMonth),
    promptTokens: each(
      tokens((total) => total.promptTokens),
      assumed.promptTokens,
    ),
    cachedTokens: each(
      tokens((total) => total.cachedTokens),
      assumed.cachedTokens,
    ),
    completionTokens: each(
      tokens((total) => total.completionTokens),
      assumed.completionTokens,
    ),
    hitRate: hits / questions,
    shares: new Map([...answered].map(([name, count]) => [name, count / Math.max(1, questions - hits)])),
    days,
  }
}

/** How many questions each configured provider answered; of several with the same model, the first. */
function answeredBy(byModel: readonly UsageTotal[], catalogue: ModelCatalogue): ReadonlyMap<string, number> {
  const answered = new Map<string, number>()
  for (const { group, questions, cacheHits } of byModel) {
    const provider = catalogue.providers.find(({ model }) => model === group)
    if (provider !== undefined) answered.set(provider.name, questions - cacheHits)
  }
  return answered
}

function firstAlone({ providers: [first] }: ModelCatalogue): ReadonlyMap<string, number> {
  return new Map(first === undefined ? [] : [[first.name, 1]])
}
