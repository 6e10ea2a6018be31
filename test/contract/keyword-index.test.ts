import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { keywordIndexContract } from './keyword-index.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the keyword index in ${name}`, () => keywordIndexContract(open))
}
