import { expect, test } from '@jest/globals'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createAesSealer } from '../../../src/adapters/system/aes-sealer.ts'
import { createOpenConversation } from '../../../src/answering/open-conversation.ts'
import { createVault } from '../../../src/privacy/vault.ts'

const ada = { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] } as const
const secret = 'the secret of one installation'

/** A conversation as a service leaves it behind, and what a later one opens it with. */
async function leftBehind() {
  const { conversations, journal } = createMemoryRecords()
  const vault = createVault()
  vault.placeholderFor('EMAIL', 'ann@example.com')
  const sealed = createAesSealer(secret).seal(JSON.stringify(vault.state()))
  await conversations.keepVault('c1', ada.id, 0, sealed)
  const openWith = (key: string) => createOpenConversation(conversations, journal, createAesSealer(key))('c1', ada)
  return { sealed, openWith }
}

test('a conversation goes on with its placeholders after a restart', async () => {
  const { openWith } = await leftBehind()

  const { vault } = await openWith(secret)

  expect(vault.placeholderFor('EMAIL', 'Ann@Example.com')).toBe('[EMAIL_1]')
  expect(vault.placeholderFor('EMAIL', 'bob@example.com')).toBe('[EMAIL_2]')
})

test('[P1] the values of a conversation lie sealed, and open with the secret of the installation only', async () => {
  const { sealed, openWith } = await leftBehind()

  expect(Buffer.from(sealed, 'base64url').toString('latin1') + sealed).not.toContain('ann@example.com')
  await expect(openWith('another secret of another one')).rejects.toMatchObject({ code: 'data-damaged' })
})
