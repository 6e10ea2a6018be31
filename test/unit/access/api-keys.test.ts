import { expect, test } from '@jest/globals'
import { createApiKeys } from '../../../src/access/api-keys.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'

test('when a key was used last is kept to the minute, without a write for each request', async () => {
  let now = Date.UTC(2026, 10, 29, 9)
  const { access, auditLog } = createMemoryRecords()
  let writes = 0
  const counted = {
    ...access,
    noteKeyUse: async (id: string, at: number) => {
      writes += 1
      await access.noteKeyUse(id, at)
    },
  }
  const keys = createApiKeys(
    counted,
    auditLog,
    () => now,
    () => 'k1',
  )
  const { secret } = await keys.create({ name: 'desk', groups: ['staff'] }, 'admin')

  for (let request = 0; request < 60; request += 1) {
    await keys.principalOf(secret)
    now += 2_000
  }

  const [key] = await keys.list()
  expect(writes).toBe(2)
  expect(now - (key?.lastUsedAt ?? 0)).toBeLessThanOrEqual(62_000)
})
