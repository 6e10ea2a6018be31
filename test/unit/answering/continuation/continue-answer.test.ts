import { describe, expect, test } from '@jest/globals'
import type { RetrievedPassage } from '../../../../src/answering/retrieval/retrieved-passage.ts'
import { createAsking } from '../../../support/asking.ts'
import { failing, fakeChatModels, replying, type Script } from '../../../support/models/fake-chat-model.ts'
import { passageOf } from '../../../support/passages.ts'
import { policyWith } from '../../../support/policies.ts'
import { providerOf } from '../../../support/providers.ts'

interface SetUp {
  readonly first: Script
  readonly second: Script
  readonly policy?: Readonly<Record<string, unknown>>
  readonly passages?: readonly RetrievedPassage[]
}

const contact = passageOf('Ask ann@example.com about leave. Everyone gets 25 days.')

function setUp({ first, second, policy = {}, passages = [contact] }: SetUp) {
  const { models, requests } = fakeChatModels({ 'on-prem': first, 'cloud': second })
  const asking = createAsking({
    policy: policyWith(policy),
    providers: [providerOf('on-prem'), providerOf('cloud')],
    models,
    passages: () => passages,
  })
  const sentToCloud = () =>
    requests
      .filter(({ provider }) => provider.tier === 'cloud')
      .map(({ request }) => request.messages.map(({ content }) => content).join('\n'))
  return { ...asking, requests, sentToCloud }
}

/** Breaks off once and is down after that. */
const breakingOff = (...words: readonly string[]) => failing('model-timeout', ...words)

describe('an answer that breaks off in the middle', () => {
  test('[P1] is continued in the cloud with placeholders, also where the model on the premises saw and wrote raw text', async () => {
    const { ask, sentToCloud, events } = setUp({
      policy: { onPrem: 'raw' },
      first: breakingOff('Ask ', 'ann@example.com ', '[1], ', 'who '),
      second: replying('who knows [1]. Write to [EMAIL_1].'),
    })

    const answer = await ask('Whom do I ask about leave?')

    expect(answer.text).toBe('Ask ann@example.com [1], who knows [1]. Write to ann@example.com.')
    expect(events.map((event) => (event.type === 'delta' ? event.text : '')).join('')).toBe(answer.text)
    expect(sentToCloud()[0]).toContain('\nAsk [EMAIL_1] [1], who \nYour answer broke off there.')
    expect(sentToCloud()[0]).not.toContain('ann@example.com')
    expect(answer).toMatchObject({
      status: 'answered',
      privacy: { leftTheBuilding: true },
      route: {
        provider: 'cloud',
        reasons: expect.arrayContaining([{ code: 'continued', detail: 'on-prem: model-timeout; cloud went on' }]),
      },
    })
    expect(answer.citations).toHaveLength(1)
  })

  test('[P1] does not show the cloud half of a value that it broke off in, and shows the reader the whole', async () => {
    const { ask, sentToCloud } = setUp({
      policy: { onPrem: 'raw' },
      first: breakingOff('Yes. Ask ann@exam'),
      second: replying('Ask [EMAIL_1] [1].'),
    })

    const answer = await ask('Whom do I ask about leave?')

    expect(sentToCloud()[0]).toContain('\nYes. Ask \n')
    expect(answer.text).toBe('Yes. Ask ann@example.com [1].')
  })

  test('is continued in the language of the question', async () => {
    const { ask, sentToCloud } = setUp({
      passages: [passageOf('员工每年有二十五天年假。')],
      first: breakingOff('员工每年', '有'),
      second: replying('每年有二十五天年假 [1]。'),
    })

    const answer = await ask('年假有多少天？')

    expect(answer.text).toBe('员工每年有二十五天年假 [1]。')
    expect(sentToCloud()[0]).toContain('请从中断处接着写')
  })

  test('is paid for in all its parts, and compared with one answer of the same words', async () => {
    const { ask, records } = setUp({
      first: breakingOff('Everyone gets '),
      second: replying('25 days [1].', 300, 5),
    })

    const answer = await ask('How many days?')

    const { explanation } = (await records.journal.get(answer.id)) ?? {}
    expect(explanation?.calls.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['on-prem', 'failed'],
      ['cloud', 'finished'],
    ])
    expect(answer.usage.promptTokens).toBeGreaterThan(300)
    expect(answer.usage.completionTokens).toBeGreaterThan(5)
  })

  test('[P3] is not continued in the cloud when the evidence may not go there, and ends as an error', async () => {
    const { ask, requests, events } = setUp({
      passages: [{ ...contact, classification: 'restricted' }],
      first: breakingOff('Everyone gets '),
      second: replying('25 days.'),
    })

    await expect(ask('How many days?')).rejects.toMatchObject({ code: 'model-timeout' })
    expect(requests).toHaveLength(1)
    expect(events.map(({ type }) => type)).not.toContain('done')
  })

  test('[P3] is not continued in the cloud when what was said holds what may not go there, not even hidden', async () => {
    const { ask, requests } = setUp({
      policy: { question: { CARD: 'on-prem-only' } },
      first: breakingOff('Pay with 4111 1111 1111 1111 ', 'and '),
      second: replying('wait.'),
    })

    await expect(ask('How do I pay?')).rejects.toMatchObject({ code: 'model-timeout' })
    expect(requests).toHaveLength(1)
  })

  test('[P5] is booked when nobody could go on with it', async () => {
    const { ask, records } = setUp({
      first: breakingOff('Everyone gets '),
      second: failing('model-rejected'),
    })

    await expect(ask('How many days?')).rejects.toMatchObject({ code: 'model-timeout' })
    const [total] = await records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
    expect(total).toMatchObject({ questions: 1, answered: 0, calls: 2 })
  })
})
