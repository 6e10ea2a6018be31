import { LorekeepError } from '../../src/domain/errors.ts'
import type { ModelProvider } from '../../src/domain/model-catalogue.ts'
import type { ChatEvent, ChatModelFactory, ChatRequest } from '../../src/ports/chat-model.ts'

/** What a fake model does with a request: gives events, or fails after some. */
export interface Script {
  readonly events?: readonly ChatEvent[]
  readonly error?: LorekeepError
}

/** Chat models that follow a script by provider name, and remember what they were asked. */
export function fakeChatModels(scripts: Readonly<Record<string, Script>>): {
  readonly models: ChatModelFactory
  readonly requests: { readonly provider: ModelProvider; readonly request: ChatRequest }[]
} {
  const requests: { provider: ModelProvider; request: ChatRequest }[] = []
  return {
    requests,
    models: (provider) => ({
      provider,
      async *stream(request, signal) {
        requests.push({ provider, request })
        const { events = [], error } = scripts[provider.name] ?? {}
        for (const event of events) {
          if (signal.aborted) throw new LorekeepError('cancelled', 'The caller left.')
          yield event
        }
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
  code: 'model-unavailable' | 'model-rejected' | 'model-timeout',
  ...before: readonly string[]
): Script {
  return {
    events: before.map((text): ChatEvent => ({ type: 'text', text })),
    error: new LorekeepError(code, 'scripted failure'),
  }
}
