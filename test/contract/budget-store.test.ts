import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { budgetStoreContract } from './budget-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the budget store in ${name}`, () => budgetStoreContract(open))
}
