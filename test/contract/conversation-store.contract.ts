import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ConversationStore, Turn } from '../../src/ports/conversation-store.ts'

export interface OpenConversations {
  readonly records: { readonly conversations: ConversationStore }
  close(): Promise<void>
}

function turn(number: number): Turn {
  return {
    answerId: `answer-${number}`,
    question: `Question ${number}? 问题`,
    standaloneQuestion: `Standalone ${number}`,
    answer: `Answer ${number} [PERSON_1]`,
    at: 1_700_000_000_000 + number,
  }
}

/** What every conversation store does. */
export function conversationStoreContract(open: () => Promise<OpenConversations>): void {
  let opened: OpenConversations
  let conversations: ConversationStore

  beforeEach(async () => {
    opened = await open()
    conversations = opened.records.conversations
  })

  afterEach(() => opened.close())

  test('a conversation nobody began is not there', async () => {
    expect(await conversations.get('c1')).toBeUndefined()
  })

  test('the first turn begins a conversation, which belongs to who asked', async () => {
    await conversations.append('c1', 'user:ada', turn(1), 'sealed-1')

    expect(await conversations.get('c1')).toEqual({
      id: 'c1',
      principalId: 'user:ada',
      createdAt: turn(1).at,
      turns: [turn(1)],
      sealedVault: 'sealed-1',
    })
  })

  test('later turns follow in order, with the vault of the last', async () => {
    for (const number of [1, 2, 3]) await conversations.append('c1', 'user:ada', turn(number), `sealed-${number}`)

    expect(await conversations.get('c1')).toMatchObject({
      createdAt: turn(1).at,
      turns: [turn(1), turn(2), turn(3)],
      sealedVault: 'sealed-3',
    })
  })

  test('only the last twenty turns are seen, oldest first', async () => {
    for (let number = 1; number <= 23; number++) await conversations.append('c1', 'user:ada', turn(number), 'sealed')

    const seen = (await conversations.get('c1'))?.turns.map(({ answerId }) => answerId)
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `answer-${index + 4}`))
  })

  test('nobody adds to the conversation of somebody else', async () => {
    await conversations.append('c1', 'user:ada', turn(1), 'sealed-1')

    await expect(conversations.append('c1', 'user:eve', turn(2), 'sealed-2')).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await conversations.get('c1')).toMatchObject({ turns: [turn(1)], sealedVault: 'sealed-1' })
  })

  test('a vault is kept in a conversation that has no turns yet, and beside those it has', async () => {
    await conversations.keepVault('c1', 'user:ada', 1_700_000_000_000, 'sealed-1')
    expect(await conversations.get('c1')).toEqual({
      id: 'c1',
      principalId: 'user:ada',
      createdAt: 1_700_000_000_000,
      turns: [],
      sealedVault: 'sealed-1',
    })

    await conversations.append('c1', 'user:ada', turn(1), 'sealed-2')
    await conversations.keepVault('c1', 'user:ada', 1_700_000_009_000, 'sealed-3')
    expect(await conversations.get('c1')).toMatchObject({
      createdAt: 1_700_000_000_000,
      turns: [turn(1)],
      sealedVault: 'sealed-3',
    })
  })

  test('nobody replaces the vault of somebody else', async () => {
    await conversations.keepVault('c1', 'user:ada', 1, 'sealed-1')

    await expect(conversations.keepVault('c1', 'user:eve', 2, 'sealed-2')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await conversations.get('c1')).toMatchObject({ principalId: 'user:ada', sealedVault: 'sealed-1' })
  })

  test('turns that are added at the same time are all kept', async () => {
    const added = Array.from({ length: 10 }, (_, number) =>
      conversations.append('c1', 'user:ada', turn(number), 'sealed'),
    )
    await Promise.all(added)

    const seen = (await conversations.get('c1'))?.turns.map(({ answerId }) => answerId)
    expect(new Set(seen).size).toBe(10)
  })

  test('conversations are kept apart', async () => {
    await conversations.append('c1', 'user:ada', turn(1), 'sealed-1')
    await conversations.append('c2', 'user:eve', turn(2), 'sealed-2')

    expect((await conversations.get('c1'))?.turns).toEqual([turn(1)])
    expect((await conversations.get('c2'))?.turns).toEqual([turn(2)])
  })
}
