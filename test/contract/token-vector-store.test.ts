import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { tokenVectorStoreContract } from './token-vector-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the token vectors in ${name}`, () => tokenVectorStoreContract(open))
}
