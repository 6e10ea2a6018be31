import { once } from 'node:events'
import { createSqlBudgetStore } from '../../../../src/adapters/sql/accounting/sql-budget-store.ts'
import { noon } from '../../../contract/settlements.ts'
import { openAddress } from './open-address.ts'

// Says when it is ready, and when told to, reserves as often as asked and says how often it was granted.
const [address = '', count = '0', micros = '0'] = process.argv.slice(2)
const database = await openAddress(address)
const budgets = createSqlBudgetStore(database)
console.log('ready')
await once(process.stdin, 'data')
const reservations = await Promise.all(
  Array.from({ length: Number(count) }, () =>
    budgets.reserve({
      answerId: 'answer',
      subjects: [{ kind: 'organisation', id: '*' }],
      micros: Number(micros),
      tokens: 0,
      at: noon,
      expiresAt: noon + 60_000,
    }),
  ),
)
console.log(`granted ${reservations.filter(({ granted }) => granted).length}`)
await database.close()
process.stdin.destroy()
