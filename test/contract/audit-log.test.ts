import { describe } from '@jest/globals'
import { recordAdapters } from '../support/databases.ts'
import { auditLogContract } from './audit-log.contract.ts'

for (const { name, open } of recordAdapters) {
  describe(`the audit log in ${name}`, () => auditLogContract(open))
}
