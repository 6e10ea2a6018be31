import { setTimeout as wait } from 'node:timers/promises'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { ModelProvider } from '../../../src/domain/routing/model-catalogue.ts'
import type { ChatEvent, ChatModelFactory, ChatRequest } from '../../../src/ports/chat-model.ts'

/** What a fake model does with a request: gives events, or fails after some. */
export interface Script {
  /** How long it says nothing, in ms. */
  readonly silentMs?: number
  readonly events?: readonly ChatEvent[]
  readonly error?: LorekeepError
}

/** Chat models that follow a script by provider name, or one for each call of it, and remember what they were asked. */
export function fakeChatModels(scripts: Readonly<Record<string, Script | readonly Script[]>>): {
  readonly models: ChatModelFactory
  readonly requests: { readonly provider: ModelProvider; readonly request: ChatRequest }[]
} {
  const requests: { provider: ModelProvider; request: ChatRequest }[] = []
  return {
    requests,
    models: (provider) => ({
      provider,
      async *stream(request, signal) {
        const before = requests.filter((earlier) => earlier.provider.name === provider.name).length
        requests.push({ provider, request })
        const scripted = scripts[provider.name] ?? {}
        const { silentMs, events = [], error } = 'at' in scripted ? (scripted.at(before) ?? {}) : scripted
        if (silentMs !== undefined) await wait(silentMs, undefined, { signal }).catch(() => undefined)
        for (const event of events) {
          if (signal.aborted) throw new LorekeepError('cancelled', 'The caller left.')
          yield event
        }
        if (signal.aborted) throw new LorekeepError('cancelled', 'The caller left.')
        if (error !== undefined) throw error
      },
    }),
  }
}

/** A reply that comes whole and reports its usage. */
export function replying(text: string, promptTokens = 100, completionTokens = 20): Script {
  return {
    events: [
      ...text.split(/(?<=\s)/).map((part): ChatEvent => ({ type: 'text', text: part })),
      {
        type: 'usage',
        usage: { promptTokens, cachedTokens: 0, completionTokens, reasoningTokens: 0, estimated: false },
      },
      { type: 'finish', reason: 'stop' },
    ],
  }
}

export function failing(
  code: 'model-unavailable' | 'model-rejected' | 'model-timeout' | 'rate-limited',
  ...before: readonly string[]
): Script {
  return {
    events: before.map((text): ChatEvent => ({ type: 'text', text })),
    error: new LorekeepError(code, 'scripted failure'),
  }
}
