import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDifficultyFitFile } from '../../../src/adapters/system/difficulty-fit-file.ts'
import { createQuestionVectorFile } from '../../../src/adapters/system/question-vector-file.ts'
import { parseRoutingExamples } from '../../../src/config/routing-examples-file.ts'
import type { RoutingExample } from '../../../src/domain/routing/difficulty.ts'
import { difficultyModel, fitDifficulty } from '../../../src/routing/difficulty/fit-difficulty.ts'
import { createPredictDifficulty } from '../../../src/routing/difficulty/predict-difficulty.ts'
import { shapeOf } from '../../../src/routing/difficulty/question-shape.ts'
import { silentLog } from '../../support/ingest/scripted-ingest.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const signal = new AbortController().signal
const ordinary = { bestSentence: 1.4, spread: 0.35, hasConflict: false }
const shipped = parseRoutingExamples(
  readFileSync(join(repositoryRoot, 'data/routing-examples.jsonl'), 'utf8'),
  'routing-examples.jsonl',
)

const twoExamples: readonly RoutingExample[] = [
  { question: 'what is the fee', difficulty: 'simple' },
  { question: 'explain the process as a whole', difficulty: 'hard' },
]

interface Opened {
  /** Questions that the embedding model fails on. */
  readonly failing?: ReadonlySet<string>
  /** Where it begins to embed, from 0 to 1. */
  readonly from?: number
}

/** A predictor over a folder; meanings are one number for every word about money. */
async function open(examples: readonly RoutingExample[], folder: string, { failing, from = 0 }: Opened = {}) {
  const embedded: string[] = []
  const fits = createDifficultyFitFile(join(folder, 'fit.json'))
  let fitted = 0
  const predict = createPredictDifficulty({
    examples: async () => examples,
    embed: async (question) => {
      if (failing?.has(question) === true) throw new Error('The model gives no vectors.')
      embedded.push(question)
      // As with a model, a vector takes longer than writing down many; and no two processes are equally fast.
      await pause(from > 0 ? 2 : 1)
      return /fee|cost|price/.test(question) ? Float32Array.of(1, 0) : Float32Array.of(0, 1)
    },
    embedder: async () => 'embedder-1',
    kept: createQuestionVectorFile(join(folder, 'vectors.json')),
    fits: {
      of: (learnedFrom) => fits.of(learnedFrom),
      keep: async (learnedFrom, fit) => {
        fitted += 1
        await fits.keep(learnedFrom, fit)
      },
    },
    clock: () => 0,
    random: () => from,
    log: silentLog,
  })
  const probability = async (question: string, over = {}) =>
    (await predict(question, { ...ordinary, ...over }, signal)).probability
  return { predict, probability, embedded, fitted: () => fitted }
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lorekeep-routing-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a lookup is told from a comparison, a summary, a sum, a chain and a judgement, by the wording alone', async () => {
  const logOdds = difficultyModel(
    await fitDifficulty(
      shipped.map(({ question, difficulty }) => ({ question, vector: undefined, hard: difficulty === 'hard' })),
    ),
  )
  const isHard = (question: string) => logOdds({ question, vector: undefined }) > 0

  for (const hard of [
    'What are the differences between the travel rules of 2024 and those of 2026?',
    'Summarise the expense policy',
    'How much do 14 boxes of gloves cost if 3 are free?',
    'Who looks after the van while Tom is away, and where are its papers?',
    'My badge is broken and I have a visitor at nine. Should I let him in by the side door?',
    '总结一下报销制度的要点',
    '德国和英国的育儿假有什么区别？',
    '十四箱手套免三箱，一共要付多少钱？',
    '老王休假时面包车归谁管，行驶证放在哪里？',
    '租车划算还是坐高铁划算？',
  ])
    expect([hard, isHard(hard)]).toEqual([hard, true])
  for (const simple of [
    'Who approves a training course?',
    'Where do I report a lost badge?',
    'My badge broke this morning and the porter sent me away. At which desk do I get a new one?',
    '年假有多少天？',
    '工牌今天早上坏了，保安不让进，补办工牌在几楼？',
  ])
    expect([simple, isHard(simple)]).toEqual([simple, false])
})

test('what a question is about does not change how it is put', () => {
  expect(shapeOf('Which ward has the cheapest beds?')).toEqual(shapeOf('Which yard has the biggest cranes?'))
  expect(shapeOf('哪个病区的床位最便宜？')).toEqual(shapeOf('哪个码头的吊车最贵？'))
})

test('kinds of examples count alike, however many there are of each', async () => {
  const simple = Array.from({ length: 60 }, (_, at) => ({ question: `where is room ${'abcdef'[at % 6]}`, hard: false }))
  const hard = [
    { question: 'which room is larger', hard: true },
    { question: 'which desk is larger', hard: true },
  ]
  const logOdds = difficultyModel(
    await fitDifficulty([...simple, ...hard].map((example) => ({ ...example, vector: undefined }))),
  )

  expect(logOdds({ question: 'which hall is larger', vector: undefined })).toBeGreaterThan(0)
  expect(logOdds({ question: 'where is hall b', vector: undefined })).toBeLessThan(0)
})

test('versions that contradict each other make a question harder, a sentence that answers it easier', () =>
  withFolder(async (folder) => {
    const { predict, probability } = await open(twoExamples, folder)
    await predict.ready(signal)
    const question = 'How many days of leave are there?'

    expect(await probability(question, { hasConflict: true })).toBeGreaterThan(await probability(question))
    expect(await probability(question, { bestSentence: 2.2 })).toBeLessThan(await probability(question))
  }))

test('vectors of examples are made once, and read from the file by the next process', () =>
  withFolder(async (folder) => {
    const first = await open(twoExamples, folder)
    await first.predict.ready(signal)
    const second = await open(twoExamples, folder)
    await second.predict.ready(signal)

    expect(first.embedded).toEqual(twoExamples.map(({ question }) => question))
    expect(second.embedded).toEqual([])
    expect((await second.predict('which cost', ordinary, signal)).nearest[0]).toEqual(twoExamples[0])
  }))

test('what was learned is known to the first question of the next process', () =>
  withFolder(async (folder) => {
    const first = await open(shipped.slice(0, 300), folder)
    await first.predict.ready(signal)
    const second = await open(shipped.slice(0, 300), folder)
    const changed = await open(shipped.slice(0, 299), folder)
    const question = 'Summarise the rules and compare them with those of last year'
    const learned = await first.probability(question)

    expect(learned).not.toBeCloseTo(0.5)
    expect(await second.probability(question)).toBeCloseTo(learned, 4)
    expect(await changed.probability(question)).toBe(0.5)
    await changed.predict.ready(signal)
  }))

/** A newly rated question. */
const rated: RoutingExample = { question: 'which price is fair and why', difficulty: 'hard' }

test('while a new example has no vector, what the others taught holds, and what they are likened to', () =>
  withFolder(async (folder) => {
    const examples = shipped.slice(0, 300)
    const failing = new Set<string>()
    const running = await open(examples, folder, { failing })
    await running.predict.ready(signal)
    const question = 'Summarise what each of them costs'
    const before = await running.predict(question, ordinary, signal)

    examples.push(rated)
    failing.add(rated.question)
    await expect(running.predict.ready(signal)).rejects.toThrow('no vectors')
    const started = await open(examples, folder, { failing })
    const firstOfNext = await started.predict(question, ordinary, signal)

    expect(await running.predict(question, ordinary, signal)).toEqual(before)
    expect(before.nearest).toHaveLength(3)
    expect(firstOfNext.probability).toBeCloseTo(before.probability, 4)
    expect(firstOfNext.nearest).toEqual(before.nearest)
  }))

test('a new example joins the others once its vector is there, and all are learned anew once', () =>
  withFolder(async (folder) => {
    const examples = shipped.slice(0, 300)
    const { predict, fitted } = await open(examples, folder)
    await predict.ready(signal)
    const first = fitted()
    examples.push(rated)
    await predict.ready(signal)
    await predict.ready(signal)

    expect(fitted() - first).toBe(1)
    const { nearest } = await predict(rated.question, ordinary, signal)
    expect(nearest).toHaveLength(3)
  }))

test('where most examples have no vector yet, wording alone is learned until they have', () =>
  withFolder(async (folder) => {
    const failing = new Set(shipped.slice(0, 300).map(({ question }) => question))
    const { predict, probability } = await open(shipped.slice(0, 300), folder, { failing })
    await expect(predict.ready(signal)).rejects.toThrow('no vectors')

    expect(await probability('Summarise the rules and compare them with those of last year')).toBeGreaterThan(0.5)
  }))

test('processes that start together share the making of vectors', () =>
  withFolder(async (folder) => {
    const examples = Array.from({ length: 3000 }, (_, at) => ({
      question: `where is ${at}`,
      difficulty: 'simple' as const,
    }))
    const two = [await open(examples, folder), await open(examples, folder, { from: 0.5 })]
    await Promise.all(two.map(({ predict }) => predict.ready(signal)))

    const made = two.map(({ embedded }) => embedded.length)
    expect(Math.min(...made)).toBeGreaterThan(0)
    expect((made[0] ?? 0) + (made[1] ?? 0)).toBeLessThan(1.5 * examples.length)
  }))

test('without an example nothing is known, and a question is as likely hard as simple', () =>
  withFolder(async (folder) => {
    const { predict, probability } = await open([], folder)

    expect(await probability('anything')).toBeCloseTo(0.5)
    await predict.ready(signal)
    expect(await probability('anything')).toBeCloseTo(0.5)
  }))

test('a line that is no example is named with its number', () => {
  const lines = ['{"question": "a?", "difficulty": "simple"}', '', '{"question": "b?", "difficulty": "medium"}', 'no']

  expect(() => parseRoutingExamples(lines.join('\n'), 'examples.jsonl')).toThrow(/examples\.jsonl.*line 3: .*line 4: /)
})
