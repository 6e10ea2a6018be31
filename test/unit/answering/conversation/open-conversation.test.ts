import { describe, expect, test } from '@jest/globals'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { createOpenConversation } from '../../../../src/answering/conversation/open-conversation.ts'

const ada = { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] } as const
const eve = { id: 'user:eve', kind: 'user', name: 'Eve', groups: [] } as const
const day = 86_400_000
const began = Date.parse('2026-06-01')

function setUp() {
  const { conversations, journal } = createMemoryRecords()
  let now = began
  const clock = () => now
  return {
    conversations,
    /** As the service does, each time anew; and again after a restart. */
    open: createOpenConversation({ conversations, journal, clock, days: 30 }),
    later: (days: number) => (now += days * day),
  }
}

test('a conversation goes on with its placeholders after a restart', async () => {
  const { open } = setUp()
  await (await open('c1', ada)).vault.redact((vault) => vault.placeholderFor('EMAIL', 'ann@example.com'))

  const { vault } = await open('c1', ada)

  expect(vault.current.placeholderFor('EMAIL', 'Ann@Example.com')).toBe('[EMAIL_1]')
  expect(vault.current.placeholderFor('EMAIL', 'bob@example.com')).toBe('[EMAIL_2]')
})

test('questions that are worked on at once give no placeholder to two values, and lose none', async () => {
  const { open } = setUp()
  const [first, second] = await Promise.all([open('c1', ada), open('c1', ada)])

  const placeholders = await Promise.all([
    first.vault.redact((vault) => vault.placeholderFor('PERSON', '王小明')),
    second.vault.redact((vault) => vault.placeholderFor('PERSON', 'Ann Miller')),
    first.vault.redact((vault) => vault.placeholderFor('PERSON', '王小明')),
  ])

  expect(placeholders[0]).toBe(placeholders[2])
  expect(new Set(placeholders)).toEqual(new Set(['[PERSON_1]', '[PERSON_2]']))
  const { vault } = await open('c1', ada)
  const values = [vault.current.valueOf('[PERSON_1]'), vault.current.valueOf('[PERSON_2]')]
  expect(new Set(values)).toEqual(new Set(['Ann Miller', '王小明']))
})

test('a redaction that fails keeps nothing of what it met', async () => {
  const { open, conversations } = setUp()
  const { vault } = await open('c1', ada)
  const failing = vault.redact((open) => {
    open.placeholderFor('EMAIL', 'ann@example.com')
    throw new Error('too much')
  })

  await expect(failing).rejects.toThrow('too much')
  expect(vault.current.size()).toBe(0)
  expect(await conversations.get('c1')).toBeUndefined()
})

test('a question that leaves no trace keeps its values to itself', async () => {
  const { open, conversations } = setUp()
  const { vault } = await open('c1', ada, { leavesNoTrace: true })

  expect(await vault.redact((open) => open.placeholderFor('EMAIL', 'ann@example.com'))).toBe('[EMAIL_1]')
  expect(vault.current.valueOf('[EMAIL_1]')).toBe('ann@example.com')
  expect(await conversations.get('c1')).toBeUndefined()
})

describe('a conversation that was not used for long', () => {
  async function unused() {
    const setting = setUp()
    await (await setting.open('c1', ada)).vault.redact((vault) => vault.placeholderFor('EMAIL', 'ann@example.com'))
    return setting
  }

  test('is open until its last day', async () => {
    const { open, later } = await unused()
    later(30)

    expect((await open('c1', ada)).vault.current.valueOf('[EMAIL_1]')).toBe('ann@example.com')
  })

  test('has expired afterwards, whether it has been swept yet or not', async () => {
    const { open, later, conversations } = await unused()
    const now = later(31)

    await expect(open('c1', ada)).rejects.toMatchObject({
      code: 'conversation-expired',
      hint: expect.stringContaining('Leave conversationId out'),
    })
    await conversations.expire(now - 30 * day, 10)
    await expect(open('c1', ada)).rejects.toMatchObject({ code: 'conversation-expired' })
  })

  test("is still nobody else's", async () => {
    const { open, later } = await unused()
    later(31)

    await expect(open('c1', eve)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('takes no value from a question that was asked before it expired', async () => {
    const { open, later, conversations } = await unused()
    const { vault } = await open('c1', ada)
    await conversations.expire(later(31), 10)

    const redacting = vault.redact((open) => open.placeholderFor('EMAIL', 'bob@example.com'))
    await expect(redacting).rejects.toMatchObject({ code: 'conversation-expired' })
  })
})

test('of a conversation that begins with the question nothing is looked up', async () => {
  const { conversations, journal } = createMemoryRecords()
  const asked: string[] = []
  const open = createOpenConversation({
    conversations: {
      ...conversations,
      get: (id) => {
        asked.push(id)
        return conversations.get(id)
      },
    },
    journal,
    clock: () => began,
    days: 30,
  })

  const { turns, classification } = await open('c1', ada, { isNew: true })

  expect({ turns, classification, asked }).toEqual({ turns: [], classification: 'public', asked: [] })
})
