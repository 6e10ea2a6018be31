import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { conversationStoreContract } from './conversation-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the conversation store in ${name}`, () => conversationStoreContract(open))
}
