import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { calibrationStoreContract } from './calibration-store.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the calibration store in ${name}`, () => calibrationStoreContract(open))
}
