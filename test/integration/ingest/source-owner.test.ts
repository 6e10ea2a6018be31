import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'

let harness: ReturnType<typeof createIngestHarness>

beforeEach(() => {
  harness = createIngestHarness()
})

afterEach(() => harness.remove())

test('a new owner of a source becomes that of its documents', async () => {
  await harness.write({ 'leave.md': '# Leave\n\nThirty days.\n', 'own.md': '# Own\n\nText.\n' })
  await harness.write({ 'own.md.meta.yaml': 'owner: Legal\n' })
  await harness.ingest({ source: { ...harness.source, owner: 'HR' } })
  expect((await harness.document('leave.md'))?.owner).toBe('HR')
  await harness.ingest({ source: { ...harness.source, owner: 'People' } })
  expect((await harness.document('leave.md'))?.owner).toBe('People')
  expect((await harness.document('own.md'))?.owner).toBe('Legal')
})
