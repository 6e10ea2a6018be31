import { describe, expect, test } from '@jest/globals'
import { splitUsage } from '../../../../src/answering/together/split-usage.ts'
import { addUsage, noUsage, type TokenUsage } from '../../../../src/domain/accounting/usage.ts'
import { createRandomNumbers } from '../../../../src/evaluation/random-numbers.ts'

const usage = (prompt: number, cached: number, completion: number, reasoning: number): TokenUsage => ({
  promptTokens: prompt,
  cachedTokens: cached,
  completionTokens: completion,
  reasoningTokens: reasoning,
  estimated: false,
})

describe('the tokens of a call', () => {
  test('are split by weight', () => {
    const shares = splitUsage(usage(1000, 0, 60, 0), [
      { prompt: 1, completion: 2 },
      { prompt: 3, completion: 1 },
    ])

    expect(shares.map((share) => [share.usage.promptTokens, share.usage.completionTokens])).toEqual([
      [250, 40],
      [750, 20],
    ])
    expect(shares.map(({ before }) => before.promptTokens)).toEqual([0, 250])
  })

  test('add up again, whatever the weights, and no part has more cached or reasoning tokens than tokens', () => {
    const random = createRandomNumbers(6)
    for (let round = 0; round < 500; round += 1) {
      const [prompt, completion] = [Math.floor(random() * 5000), Math.floor(random() * 900)]
      const total = usage(
        prompt,
        Math.floor(random() * (prompt + 1)),
        completion,
        Math.floor(random() * (completion + 1)),
      )
      const weights = Array.from({ length: 1 + Math.floor(random() * 6) }, () => ({
        prompt: 1 + random() * 700,
        completion: 1 + random() * 100,
      }))
      const shares = splitUsage(total, weights).map((share) => share.usage)

      expect(shares.reduce(addUsage, noUsage)).toEqual(total)
      expect(shares.every((share) => share.cachedTokens <= share.promptTokens)).toBe(true)
      expect(shares.every((share) => share.reasoningTokens <= share.completionTokens)).toBe(true)
    }
  })
})
