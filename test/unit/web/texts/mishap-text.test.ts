import { expect, test } from '@jest/globals'
import type { Answer } from '../../../../src/domain/answers/answer.ts'
import type { RouteReason } from '../../../../src/domain/routing/route.ts'
import { mishapText } from '../../../../src/web/texts/mishap-text.ts'
import { textsOf } from '../../../../src/web/texts/texts.ts'

const { en, zh } = textsOf

const answerWith = (codes: readonly RouteReason['code'][], cache: Answer['cache'] = 'miss') =>
  ({
    status: 'answered',
    cache,
    route: { tier: 'cloud', provider: 'p', model: 'm', reasons: codes.map((code) => ({ code })) },
  }) as unknown as Answer

test('says in one sentence of either language what went wrong, and only the gravest of it', () => {
  const answer = answerWith(['cloud-allowed', 'provider-failed', 'continued'])

  expect(mishapText(answer, en)).toBe(en.reasons.continued)
  expect(mishapText(answer, zh)).toBe(zh.reasons.continued)
})

test('says nothing where nothing did, nor of an answer that was only remembered', () => {
  expect(mishapText(answerWith(['cloud-allowed', 'simple-question', 'tried-again']), en)).toBeUndefined()
  expect(mishapText(answerWith(['continued'], 'hit'), en)).toBeUndefined()
})
