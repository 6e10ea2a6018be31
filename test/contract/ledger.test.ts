import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { ledgerContract } from './ledger.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the ledger in ${name}`, () => ledgerContract(open))
}
