import { describe, expect, test } from '@jest/globals'
import type { AskRequest } from '../../../../src/answering/ask-request.ts'
import type { Classification } from '../../../../src/domain/access/classification.ts'
import type { ModelProvider } from '../../../../src/domain/routing/model-catalogue.ts'
import { createAsking } from '../../../support/asking.ts'
import { fakeChatModels, replying } from '../../../support/models/fake-chat-model.ts'
import { passageOf } from '../../../support/passages.ts'
import { policyWith } from '../../../support/policies.ts'
import { providerOf } from '../../../support/providers.ts'

const leave = passageOf('Annual leave is 27 days a year.', { chunkId: 'leave:0', documentId: 'leave', dense: 0.9 })
const canteen = (classification: Classification) =>
  passageOf('The canteen opens at noon.', {
    chunkId: 'canteen:0',
    documentId: 'canteen',
    title: 'Canteen',
    headingPath: [],
    dense: -0.6,
    score: 0.1,
    classification,
  })

interface Setting {
  readonly provider?: Partial<ModelProvider>
  readonly request?: Partial<AskRequest>
  readonly wholeEvidence?: boolean
  readonly far?: Classification
}

/** Whether the cloud was asked, and given what is far from the question as well. */
async function ask({ provider = {}, request = {}, wholeEvidence = false, far = 'internal' }: Setting) {
  const { models, requests } = fakeChatModels({ cloud: replying('27 days [1].') })
  const asking = createAsking({
    policy: policyWith(),
    providers: [providerOf('cloud', provider)],
    models,
    passages: () => [leave, canteen(far)],
    wholeEvidence,
  })
  const answer = await asking.ask('How many days is annual leave?', request)
  const sent = requests.flatMap(({ request: { messages } }) => messages.map(({ content }) => content)).join('\n')
  expect(sent.includes(leave.text)).toBe(requests.length > 0)
  return { isWhole: sent.includes('canteen opens'), tier: answer.route.tier }
}

describe('all evidence', () => {
  test('is given to no model of its own accord', async () => {
    expect(await ask({})).toEqual({ isWhole: false, tier: 'cloud' })
  })

  test.each<[string, Setting, boolean]>([
    ['to every model where the file of models says so', { wholeEvidence: true }, true],
    ['to a model that is said to be given it', { provider: { compress: false } }, true],
    ['not to a model that is said to be given less', { wholeEvidence: true, provider: { compress: true } }, false],
    ['to one question that is asked so', { request: { compression: 'off' } }, true],
    [
      'not to one question that is asked so',
      { wholeEvidence: true, provider: { compress: false }, request: { compression: 'on' } },
      false,
    ],
  ])('is given %s', async (_, setting, isWhole) => {
    expect(await ask(setting)).toEqual({ isWhole, tier: 'cloud' })
  })

  test('is not given to a model of the cloud where some of it must stay in the house: it answers from less', async () => {
    expect(await ask({ provider: { compress: false }, far: 'restricted' })).toEqual({ isWhole: false, tier: 'cloud' })
    expect(await ask({ wholeEvidence: true, far: 'restricted' })).toEqual({ isWhole: false, tier: 'extractive' })
  })
})
