import { once } from 'node:events'
import { createReserveBudget } from '../../../../src/accounting/budgets/reserve-budget.ts'
import { createSqlRecords } from '../../../../src/adapters/sql/sql-records.ts'
import { createGenerate } from '../../../../src/answering/generation/generate.ts'
import type { ModelCall } from '../../../../src/answering/generation/model-call.ts'
import { createSettle } from '../../../../src/answering/conclusion/settle.ts'
import { noUsage } from '../../../../src/domain/accounting/usage.ts'
import { createModelWatch } from '../../../../src/routing/model-watch.ts'
import { createProviderSlots } from '../../../../src/routing/provider-slots.ts'
import { noon } from '../../../contract/settlements.ts'
import { fakeChatModels, replying } from '../../../support/models/fake-chat-model.ts'
import { plainPresenter } from '../../../support/plain-presenter.ts'
import { testSealer } from '../../../support/test-sealer.ts'
import { dearCatalogue } from './dear-catalogue.ts'
import { openAddress } from './open-address.ts'

// Says when it is ready, and when told to, answers as many questions as asked at once, and says how many a model answered.
const [address = '', count = '0'] = process.argv.slice(2)
const database = await openAddress(address)
const { budgets, journal } = createSqlRecords(database, testSealer)
const clock = () => noon
const announced: number[] = []
const announce = (warnings: readonly { readonly share: number }[]) =>
  announced.push(...warnings.map(({ share }) => share))
const { catalogue, provider } = dearCatalogue
const generate = createGenerate({
  models: fakeChatModels({ [provider.name]: replying('27 days.', 0, provider.maxOutputTokens) }).models,
  watch: createModelWatch(clock),
  slots: createProviderSlots(),
  reserve: createReserveBudget(budgets, clock, announce),
  budgets,
  counter: { count: async () => 0, isExactFor: () => true },
  clock,
})
let ids = 0
const settle = createSettle(
  journal,
  () => `${process.pid}-${(ids += 1)}`,
  async () => undefined,
  announce,
)

async function answer(number: number): Promise<boolean> {
  const calls: ModelCall[] = []
  const question = {
    answerId: `${process.pid}:${number}`,
    principal: { id: 'key:desk', kind: 'key', name: 'Desk', groups: [] },
    catalogue,
  } as const
  const { status } = await generate(
    {
      ...question,
      candidates: [provider],
      timeLimitMs: 600_000,
      hedgeAfterMs: undefined,
      continueFrom: async () => undefined,
      messagesFor: () => [],
      present: plainPresenter,
      check: async (presented) => presented,
      answersAgain: false,
      onCall: (call) => calls.push(call),
    },
    new AbortController().signal,
  )
  await settle({
    ...question,
    calls,
    route: { tier: 'cloud', provider: provider.name, model: provider.model, reasons: [] },
    outcome: 'answered',
    cache: 'miss',
    baselineUsage: noUsage,
    at: noon,
    facts: {},
  })
  return status === 'answered'
}

console.log('ready')
await once(process.stdin, 'data')
const outcomes = await Promise.all(Array.from({ length: Number(count) }, (_, number) => answer(number)))
console.log(JSON.stringify({ answered: outcomes.filter(Boolean).length, announced }))
await database.close()
process.stdin.destroy()
