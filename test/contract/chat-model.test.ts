import { afterAll, beforeAll } from '@jest/globals'
import { createOpenAiChatModel } from '../../src/adapters/openai/openai-chat-model.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import { fakeChatModels, type Script } from '../support/models/fake-chat-model.ts'
import { reply } from '../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { providerOf } from '../support/providers.ts'
import { chatModelContract } from './chat-model.contract.ts'

let server: OpenAiServer

beforeAll(async () => {
  server = await startOpenAiServer()
})

afterAll(() => server.close())

chatModelContract('An endpoint', () => ({
  replying(pieces) {
    server.script(reply(pieces.join(''), { chunks: pieces }))
    return createOpenAiChatModel(providerOf('cloud', { baseUrl: server.baseUrl }))
  },
  breakingOff(piece) {
    server.script(reply(`${piece} more`, { chunks: [piece, ' more'], interrupted: { afterChunks: 1, by: 'cut' } }))
    return createOpenAiChatModel(providerOf('cloud', { baseUrl: server.baseUrl }))
  },
}))

chatModelContract('The fake of the tests', () => {
  const playing = (script: Script) => fakeChatModels({ cloud: script }).models(providerOf('cloud'))
  return {
    replying: (pieces, usage) =>
      playing({
        events: [
          ...pieces.map((text) => ({ type: 'text' as const, text })),
          { type: 'usage', usage: { ...usage, cachedTokens: 0, reasoningTokens: 0, estimated: false } },
          { type: 'finish', reason: 'stop' },
        ],
      }),
    breakingOff: (text) =>
      playing({ events: [{ type: 'text', text }], error: new LorekeepError('model-unavailable', 'It broke off.') }),
  }
})
