import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { ingestRunsContract } from './ingest-runs.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the ingest runs in ${name}`, () => ingestRunsContract(open))
}
