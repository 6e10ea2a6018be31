import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Conversation, ConversationStore, Turn } from '../../src/ports/conversation-store.ts'

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
    await conversations.append('c1', 'user:ada', turn(1))

    expect(await conversations.get('c1')).toEqual({
      id: 'c1',
      principalId: 'user:ada',
      createdAt: turn(1).at,
      usedAt: turn(1).at,
      turns: [turn(1)],
      isExpired: false,
    })
  })

  test('later turns follow in order, beside the vault', async () => {
    await conversations.append('c1', 'user:ada', turn(1))
    await conversations.keepVault('c1', 'user:ada', turn(1).at, 'state', 0)
    for (const number of [2, 3]) await conversations.append('c1', 'user:ada', turn(number))

    expect(await conversations.get('c1')).toMatchObject({
      createdAt: turn(1).at,
      usedAt: turn(3).at,
      turns: [turn(1), turn(2), turn(3)],
      vault: { state: 'state' },
    })
  })

  test('only the last twenty turns are seen, oldest first', async () => {
    for (let number = 1; number <= 23; number++) await conversations.append('c1', 'user:ada', turn(number))

    const seen = (await conversations.get('c1'))?.turns.map(({ answerId }) => answerId)
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `answer-${index + 4}`))
  })

  test('nobody adds to the conversation of somebody else', async () => {
    await conversations.append('c1', 'user:ada', turn(1))

    await expect(conversations.append('c1', 'user:eve', turn(2))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await conversations.get('c1')).toMatchObject({ turns: [turn(1)] })
  })

  test('a vault is kept in a conversation that has no turns yet, and beside those it has', async () => {
    expect(await conversations.keepVault('c1', 'user:ada', 1_700_000_000_000, 'one', 0)).toBe(true)
    const first = await conversations.get('c1')
    expect(first).toMatchObject({ principalId: 'user:ada', createdAt: 1_700_000_000_000, turns: [] })
    expect(first?.vault?.state).toBe('one')

    await conversations.append('c1', 'user:ada', turn(1))
    expect(await conversations.keepVault('c1', 'user:ada', 1_700_000_009_000, 'two', versionOf(first))).toBe(true)
    expect(await conversations.get('c1')).toMatchObject({
      createdAt: 1_700_000_000_000,
      usedAt: 1_700_000_009_000,
      turns: [turn(1)],
      vault: { state: 'two' },
    })
  })

  test('nobody replaces the vault of somebody else', async () => {
    await conversations.keepVault('c1', 'user:ada', 1, 'one', 0)
    const version = versionOf(await conversations.get('c1'))

    await expect(conversations.keepVault('c1', 'user:eve', 2, 'two', version)).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await conversations.get('c1')).toMatchObject({ principalId: 'user:ada', vault: { state: 'one' } })
  })

  test('a vault is not replaced by whoever read it before somebody else replaced it', async () => {
    await conversations.keepVault('c1', 'user:ada', 1, 'one', 0)
    const read = versionOf(await conversations.get('c1'))
    expect(await conversations.keepVault('c1', 'user:ada', 2, 'two', read)).toBe(true)

    expect(await conversations.keepVault('c1', 'user:ada', 3, 'of a late one', read)).toBe(false)
    expect(await conversations.keepVault('c1', 'user:ada', 3, 'of one that found none', 0)).toBe(false)
    expect(await conversations.get('c1')).toMatchObject({ usedAt: 2, vault: { state: 'two' } })
  })

  test('of those who replace a vault at the same time, one does', async () => {
    const states = Array.from({ length: 10 }, (_, number) => `state ${number}`)
    const kept = await Promise.all(states.map((state) => conversations.keepVault('c1', 'user:ada', 1, state, 0)))

    expect(kept.filter(Boolean)).toHaveLength(1)
    expect((await conversations.get('c1'))?.vault?.state).toBe(states[kept.indexOf(true)])
  })

  test('turns that are added at the same time are all kept', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, number) => conversations.append('c1', 'user:ada', turn(number))))

    const seen = (await conversations.get('c1'))?.turns.map(({ answerId }) => answerId)
    expect(new Set(seen).size).toBe(10)
  })

  test('conversations are kept apart', async () => {
    await conversations.append('c1', 'user:ada', turn(1))
    await conversations.append('c2', 'user:eve', turn(2))

    expect((await conversations.get('c1'))?.turns).toEqual([turn(1)])
    expect((await conversations.get('c2'))?.turns).toEqual([turn(2)])
  })

  describe('what was not used for long', () => {
    beforeEach(async () => {
      for (const [id, number] of [
        ['oldest', 1],
        ['old', 2],
        ['new', 9],
      ] as const) {
        await conversations.append(id, 'user:ada', turn(number))
        await conversations.keepVault(id, 'user:ada', turn(number).at, 'state', 0)
      }
    })

    test('loses its turns and its vault, and what was used since keeps them', async () => {
      expect(await conversations.expire(turn(9).at, 10)).toBe(2)

      for (const id of ['oldest', 'old']) {
        const gone = await conversations.get(id)
        expect(gone).toMatchObject({ principalId: 'user:ada', turns: [], isExpired: true })
        expect(gone?.vault).toBeUndefined()
      }
      expect(await conversations.get('new')).toMatchObject({
        turns: [turn(9)],
        vault: { state: 'state' },
        isExpired: false,
      })
    })

    test('goes in batches, longest unused first, and once', async () => {
      expect(await conversations.expire(turn(9).at, 1)).toBe(1)
      expect((await conversations.get('oldest'))?.isExpired).toBe(true)
      expect((await conversations.get('old'))?.isExpired).toBe(false)

      expect(await conversations.expire(turn(9).at, 1)).toBe(1)
      expect(await conversations.expire(turn(9).at, 1)).toBe(0)
    })

    test('is not gone on with, by whoever had opened it either', async () => {
      const read = versionOf(await conversations.get('old'))
      await conversations.expire(turn(9).at, 10)

      await expect(conversations.append('old', 'user:ada', turn(10))).rejects.toMatchObject({
        code: 'conversation-expired',
      })
      for (const version of [read, 0]) {
        expect(await conversations.keepVault('old', 'user:ada', turn(10).at, 'later', version)).toBe(false)
      }
      expect(await conversations.get('old')).toMatchObject({ turns: [], isExpired: true })
    })
  })
}

/** The version to say that a vault was read at. */
function versionOf(conversation: Conversation | undefined): number {
  return conversation?.vault?.version ?? 0
}
