import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { accessStoreContract } from './access-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the access store in ${name}`, () => accessStoreContract(open))
}
