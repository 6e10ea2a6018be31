import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ChatModelFactory } from '../../../src/ports/chat-model.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { breakingModel } from '../../support/privacy/breaking-model.ts'
import { holdPlantedConversation } from '../../support/privacy/hold-planted-conversation.ts'
import { plantConversation } from '../../support/privacy/planted-conversation.ts'
import { seededRandom } from './sample-text.ts'

const conversations = 200
let cloud: OpenAiServer

beforeAll(async () => {
  cloud = await startOpenAiServer()
})
afterAll(() => cloud.close())

async function hold(seed: number, count: number, onPrem?: ChatModelFactory) {
  const random = seededRandom(seed)
  const mishaps = { leaked: [] as string[], changed: [] as string[], unanswered: [] as string[] }
  for (let number = 0; number < count; number += 1) {
    const found = await holdPlantedConversation(plantConversation(random), cloud, onPrem)
    mishaps.leaked.push(...found.leaked)
    mishaps.changed.push(...found.changed)
    mishaps.unanswered.push(...found.unanswered)
  }
  return mishaps
}

test('[P1] no planted value reaches the cloud, from question, history or evidence, and all come back whole', async () => {
  expect(await hold(20_261_129, conversations)).toEqual({ leaked: [], changed: [], unanswered: [] })
})

test('[P1] none reaches it either when it goes on with what a model on the premises wrote from raw text', async () => {
  const { leaked, unanswered } = await hold(7, conversations / 5, breakingModel(seededRandom(8)))

  expect({ leaked, unanswered }).toEqual({ leaked: [], unanswered: [] })
})
