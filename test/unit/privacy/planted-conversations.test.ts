import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { holdPlantedConversation } from '../../support/privacy/hold-planted-conversation.ts'
import { plantConversation } from '../../support/privacy/planted-conversation.ts'
import { seededRandom } from './sample-text.ts'

const conversations = 200
let cloud: OpenAiServer

beforeAll(async () => {
  cloud = await startOpenAiServer()
})
afterAll(() => cloud.close())

test('[P1] no planted value reaches the cloud, from question, history or evidence, and all come back whole', async () => {
  const random = seededRandom(20_261_129)
  const mishaps = { leaked: [] as string[], changed: [] as string[], unanswered: [] as string[] }
  for (let number = 0; number < conversations; number += 1) {
    const found = await holdPlantedConversation(plantConversation(random), cloud)
    mishaps.leaked.push(...found.leaked)
    mishaps.changed.push(...found.changed)
    mishaps.unanswered.push(...found.unanswered)
  }

  expect(mishaps).toEqual({ leaked: [], changed: [], unanswered: [] })
})
