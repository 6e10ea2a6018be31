import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { delegationStoreContract } from './delegation-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`a delegation in ${name}`, () => delegationStoreContract(() => open(Date.now)))
}
