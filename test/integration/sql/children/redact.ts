import { once } from 'node:events'
import { createSqlRecords } from '../../../../src/adapters/sql/sql-records.ts'
import { createOpenConversation } from '../../../../src/answering/conversation/open-conversation.ts'
import { testSealer } from '../../../support/test-sealer.ts'
import { openAddress } from './open-address.ts'

// Says when it is ready, and when told to, hides values in one conversation, and says which placeholder each has.
const [address = '', ...values] = process.argv.slice(2)
const database = await openAddress(address)
const { conversations, journal } = createSqlRecords(database, testSealer)
const open = createOpenConversation({ conversations, journal, clock: Date.now, days: 30 })
const ada = { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] } as const
console.log('ready')
await once(process.stdin, 'data')
const hidden: (readonly [string, string])[] = []
for (const value of values) {
  const { vault } = await open('c1', ada)
  hidden.push([value, await vault.redact((known) => known.placeholderFor('EMAIL', value))])
}
console.log(JSON.stringify(hidden))
await database.close()
process.exit(0)
