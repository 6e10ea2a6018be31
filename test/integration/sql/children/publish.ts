import { createSqlDocumentRegistry } from '../../../../src/adapters/sql/documents/sql-document-registry.ts'
import { documentWith, publish } from '../../../contract/published-documents.ts'
import { openAddress } from './open-address.ts'

// Publishes one version of a document after the other, each with other words, until it is killed.
const [address = '', run = ''] = process.argv.slice(2)
const database = await openAddress(address)
const registry = createSqlDocumentRegistry(database)
for (let number = 1; ; number++) {
  const version = `run${run}version${number}`
  const texts = Array.from({ length: 40 + number }, (_, index) => `everywhere ${version} passage${index}`)
  await registry.announce(version)
  await publish(registry, documentWith({ id: 'd1', version }), texts)
  console.log(`published ${version}`)
}
