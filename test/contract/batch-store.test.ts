import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { batchStoreContract } from './batch-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`a batch in ${name}`, () => batchStoreContract(open))
}
