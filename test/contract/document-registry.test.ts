import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { documentRegistryContract } from './document-registry.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the document registry in ${name}`, () => documentRegistryContract(open))
}
