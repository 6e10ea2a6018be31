import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createQuestionVectorFile } from '../../../src/adapters/system/question-vector-file.ts'
import { parseRoutingExamples } from '../../../src/config/routing-examples-file.ts'
import type { RoutingExample } from '../../../src/domain/routing/difficulty.ts'
import { createPredictDifficulty } from '../../../src/routing/difficulty/predict-difficulty.ts'
import { silentLog } from '../../support/scripted-ingest.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const signal = new AbortController().signal
const ordinary = { bestSentence: 1.4, spread: 0.35, hasConflict: false }
const shipped = parseRoutingExamples(
  readFileSync(join(repositoryRoot, 'data/routing-examples.jsonl'), 'utf8'),
  'routing-examples.jsonl',
)

/** A predictor over a folder of its own; meanings are one number for every word about money. */
async function open(examples: readonly RoutingExample[], folder: string) {
  const embedded: string[] = []
  const predict = createPredictDifficulty({
    examples: async () => examples,
    embed: async (question) => {
      embedded.push(question)
      return /fee|cost|price/.test(question) ? Float32Array.of(1, 0) : Float32Array.of(0, 1)
    },
    embedder: async () => 'embedder-1',
    kept: createQuestionVectorFile(join(folder, 'vectors.json')),
    clock: () => 0,
    log: silentLog,
  })
  const probability = async (question: string, over = {}) =>
    (await predict(question, { ...ordinary, ...over }, signal)).probability
  return { predict, probability, embedded }
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lorekeep-routing-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a lookup is told from a comparison, a summary and a sum in both languages, by the wording alone', () =>
  withFolder(async (folder) => {
    const { predict, probability } = await open(shipped, folder)
    await predict.ready(signal)

    for (const hard of [
      'What are the differences between the travel rules of 2024 and those of 2026?',
      'Summarise the expense policy',
      '总结一下报销制度的要点',
      '德国和英国的育儿假有什么区别？',
    ])
      expect([hard, (await probability(hard)) > 0.5]).toEqual([hard, true])
    for (const simple of ['Who approves a training course?', 'Where do I report a lost badge?', '年假有多少天？'])
      expect([simple, (await probability(simple)) < 0.5]).toEqual([simple, true])
  }))

test('versions that contradict each other make a question harder, a sentence that answers it easier', () =>
  withFolder(async (folder) => {
    const { predict, probability } = await open(shipped, folder)
    await predict.ready(signal)
    const question = 'How many days of leave are there?'

    expect(await probability(question, { hasConflict: true })).toBeGreaterThan(await probability(question))
    expect(await probability(question, { bestSentence: 2.2 })).toBeLessThan(await probability(question))
  }))

test('vectors of examples are made once, and read from the file by the next process', () =>
  withFolder(async (folder) => {
    const examples: readonly RoutingExample[] = [
      { question: 'what is the fee', difficulty: 'simple' },
      { question: 'explain the process as a whole', difficulty: 'hard' },
    ]
    const first = await open(examples, folder)
    await first.predict.ready(signal)
    const second = await open(examples, folder)
    await second.predict.ready(signal)

    expect(first.embedded).toEqual(examples.map(({ question }) => question))
    expect(second.embedded).toEqual([])
    expect((await second.predict('which cost', ordinary, signal)).nearest[0]).toEqual(examples[0])
  }))

test('without an example nothing is known, and a question is as likely hard as simple', () =>
  withFolder(async (folder) => {
    const { probability } = await open([], folder)

    expect(await probability('anything')).toBeCloseTo(0.5)
  }))

test('a line that is no example is named with its number', () => {
  const lines = ['{"question": "a?", "difficulty": "simple"}', '', '{"question": "b?", "difficulty": "medium"}', 'no']

  expect(() => parseRoutingExamples(lines.join('\n'), 'examples.jsonl')).toThrow(/examples\.jsonl.*line 3: .*line 4: /)
})
