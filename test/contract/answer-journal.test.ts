import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { answerJournalContract } from './answer-journal.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the answer journal in ${name}`, () => answerJournalContract(open))
}
