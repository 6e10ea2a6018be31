import { nothingSaved } from '../../../src/accounting/savings/split-saving.ts'
import type { LedgerEntry, SavedBy } from '../../../src/domain/accounting/ledger-entry.ts'
import { toMicros } from '../../../src/domain/money.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { noUsage } from '../../../src/domain/accounting/usage.ts'
import { callWith, eventWith, questionWith } from '../../contract/settlements.ts'
import type { ScriptedService } from '../../support/service/scripted-service.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

type Part = Partial<LedgerEntry>

/** Who asked, of what model, what it cost, and what was saved, in cents a question. */
const askers: readonly { readonly part: Part; readonly cents: number; readonly saved: Partial<SavedBy> }[] = [
  {
    part: { principalId: 'user:ada', team: 'legal', tier: 'cloud', provider: 'openai', model: 'gpt-large' },
    cents: 9,
    saved: { compression: toMicros(30_000) },
  },
  {
    part: { principalId: 'user:吴桐', team: '采购部', tier: 'cloud', provider: 'qwen', model: 'qwen-plus' },
    cents: 3,
    saved: { routing: toMicros(80_000), prices: toMicros(10_000) },
  },
  {
    part: { principalId: 'key:support-desk', tier: 'on-prem', provider: 'vllm', model: 'qwen3-8b' },
    cents: 1,
    saved: { routing: toMicros(110_000), batch: toMicros(5_000) },
  },
]
const fromCache: Part = { cache: 'hit', tier: 'cloud', provider: 'openai', model: 'gpt-large', team: 'legal' }

/** Questions of last month and of this one up to today; fewer on Saturdays and Sundays. */
export async function fillWithUsage({ records: { journal } }: ScriptedService): Promise<void> {
  const now = Date.now()
  const today = now - (now % dayMs)
  const [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()]
  for (let day = Date.UTC(year, month - 1, 1); day <= today; day += dayMs) {
    const isFree = [0, 6].includes(new Date(day).getUTCDay())
    const questions = isFree ? 1 : 4 + (new Date(day).getUTCDate() % 5)
    const entries = Array.from({ length: questions }, (_, index) =>
      entriesOf(`${day}-${index}`, day + hourMs / 2, index),
    )
    await journal.settle({ principalId: 'user:ada', entries: entries.flat(), event: eventWith(), reservations: [] })
  }
}

function entriesOf(id: string, at: number, index: number): readonly LedgerEntry[] {
  const asker = askers[index % askers.length]
  if (asker === undefined || index % 5 === 4) {
    const saved = { ...nothingSaved, cache: toMicros(120_000) }
    return [questionWith({ ...fromCache, id: `${id}-q`, at, answerId: id, baselineMicros: toMicros(120_000), saved })]
  }
  const costMicros = toMicros(asker.cents * 10_000)
  const saved = { ...nothingSaved, ...asker.saved }
  const baselineMicros = toMicros(costMicros + Object.values(saved).reduce((sum, micros) => sum + micros, 0))
  return [
    callWith({
      ...asker.part,
      id: `${id}-c`,
      answerId: id,
      at,
      costMicros,
      usage: { ...noUsage, promptTokens: 1800 + 40 * index, completionTokens: 160 + 7 * index },
    }),
    questionWith({ ...asker.part, id: `${id}-q`, answerId: id, at, baselineMicros, saved }),
  ]
}

const ada: Principal = { kind: 'user', id: 'user:ada', name: 'Ada', groups: ['everyone'] }

/** A batch of each kind: one that goes on, one whose questions wait at a provider, one that is over. */
export async function fillWithBatches({ records: { batches, delegations } }: ScriptedService): Promise<void> {
  const create = (id: string, name: string, questions: number, ago: number, mayWait = false) =>
    batches.create(
      {
        id,
        name,
        principal: ada,
        settings: { sharesCalls: true, ...(mayWait && { mayWait }) },
        columns: ['question'],
        questionColumn: 'question',
        currency: 'USD',
        createdAt: Date.now() - ago,
      },
      Array.from({ length: questions }, (_, index) => ({
        number: index + 1,
        question: `Question ${index + 1}?`,
        columns: {},
      })),
      mayWait ? undefined : 'runner',
    )
  const answer = async (id: string, numbers: readonly number[]) => {
    for (const number of numbers) {
      const costMicros = toMicros(21_000)
      await batches.end(id, 'runner', number, { state: 'answered', answerId: `${id}-${number}`, costMicros })
    }
  }
  await create('over', 'supplier-questionnaire.xlsx', 12, 26 * hourMs)
  await answer('over', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const error = { code: 'model-unavailable', message: 'The model did not answer.' } as const
  await batches.end('over', 'runner', 12, { state: 'failed', error })
  await batches.release('over', 'runner', { status: 'succeeded' })
  await create('waits', '信息安全问卷.csv', 240, 3 * hourMs, true)
  await delegations.prepare(
    {
      id: 'at-openai',
      batch: 'waits',
      provider: { name: 'openai', model: 'gpt-large' },
      state: 'submitted',
      createdAt: Date.now() - 2 * hourMs,
      dueAt: Date.now() + 22 * hourMs,
      requests: { total: 240, done: 96, failed: 0 },
    },
    [],
  )
  await create('runs', 'onboarding-faq.jsonl', 40, hourMs / 20)
  await answer('runs', [1, 2, 3, 4, 5, 6, 7, 8, 9])
}
