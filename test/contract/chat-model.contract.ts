import { describe, expect, test } from '@jest/globals'
import type { RedactedText } from '../../src/domain/privacy/redacted-text.ts'
import type { ChatEvent, ChatModel } from '../../src/ports/chat-model.ts'

/** A model that will reply so, or fail as its provider would. */
export interface ChatModelSetting {
  /** Replies with these pieces of text and reports this usage. */
  replying(pieces: readonly string[], usage: { promptTokens: number; completionTokens: number }): ChatModel
  /** Is cut off after one piece. */
  breakingOff(piece: string): ChatModel
}

const question = {
  messages: [{ role: 'user' as const, content: 'How many days of leave?' as string as RedactedText }],
  maxOutputTokens: 100,
}

/** What every chat model does. */
export function chatModelContract(name: string, setting: () => ChatModelSetting): void {
  describe(`${name} as a chat model`, () => {
    test('streams the text in order, then usage, then why it ended', async () => {
      const model = setting().replying(['Twenty', ' five', ' days.'], { promptTokens: 5, completionTokens: 3 })
      const events = await all(model.stream(question, new AbortController().signal))

      expect(textOf(events)).toBe('Twenty five days.')
      expect(events.filter(({ type }) => type !== 'text')).toEqual([
        {
          type: 'usage',
          usage: { promptTokens: 5, cachedTokens: 0, completionTokens: 3, reasoningTokens: 0, estimated: false },
        },
        { type: 'finish', reason: 'stop' },
      ])
    })

    test('throws when the reply breaks off, after what came until then', async () => {
      const model = setting().breakingOff('Twenty')
      const events: ChatEvent[] = []
      const reading = (async () => {
        for await (const event of model.stream(question, new AbortController().signal)) events.push(event)
      })()

      await expect(reading).rejects.toMatchObject({ code: 'model-unavailable', retryable: true })
      expect(textOf(events)).toBe('Twenty')
      expect(events.some(({ type }) => type === 'finish')).toBe(false)
    })

    test('throws when the caller has left', async () => {
      const model = setting().replying(['Twenty'], { promptTokens: 5, completionTokens: 1 })
      await expect(all(model.stream(question, AbortSignal.abort()))).rejects.toMatchObject({ code: 'cancelled' })
    })

    test('says which provider it is', () => {
      const model = setting().replying([], { promptTokens: 1, completionTokens: 0 })
      expect(model.provider.name).not.toBe('')
    })
  })
}

async function all(events: AsyncIterable<ChatEvent>): Promise<readonly ChatEvent[]> {
  const list: ChatEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}
