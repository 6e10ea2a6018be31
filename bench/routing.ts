import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseRoutingExamples } from '../src/config/routing-examples-file.ts'
import type { RoutingExample } from '../src/domain/routing/difficulty.ts'
import { hasHan } from '../src/domain/language.ts'
import { aurocOf } from '../src/evaluation/fit-gate.ts'
import { type DifficultyModel, type EmbeddedQuestion, fitDifficulty } from '../src/routing/difficulty/fit-difficulty.ts'
import { logistic } from '../src/routing/difficulty/linear-classifier.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'
import { measureCascade } from './routing-parts/cascade.ts'
import { measureModelCorrectness } from './routing-parts/model-correctness.ts'

// Measures how well hard questions are told from simple ones, by wording and meaning alone (no search); with `cascade`,
// what is gained by asking a strong model only where the check of support finds fault with a weak one's answer.

type Example = RoutingExample & EmbeddedQuestion
type Score = (example: Example) => number

const folds = 5
/** Probabilities from which a question counts as hard, the second being what the product uses unless told otherwise. */
const thresholds = [0.5, 0.65, 0.8]

await withTemporaryLorekeep(async ({ embedQuestion }) => {
  const signal = new AbortController().signal
  const embed = async (file: string): Promise<readonly Example[]> => {
    const examples = parseRoutingExamples(await readFile(resolve(file), 'utf8'), file)
    const embedded: Example[] = []
    for (const example of examples) embedded.push({ ...example, vector: await embedQuestion(example.question, signal) })
    return embedded
  }
  const shipped = await embed('data/routing-examples.jsonl')
  const [part, most = '1319'] = process.argv.slice(3)
  if (part === 'cascade') {
    const learned = await learn(shipped)
    await measureCascade(
      async (question) => learned({ question, vector: await embedQuestion(question, signal) }),
      +most,
    )
    return
  }
  const heldOut = await embed('bench/routing-parts/held-out-questions.jsonl')

  report('shipped examples, five folds', shipped, await inFolds(shipped))
  report('shipped examples, length alone', shipped, lengthOf)
  const model = await learn(shipped)
  report('held out, learned from those shipped', heldOut, model)
  report('held out, length alone', heldOut, lengthOf)
  measureTime(model, heldOut)
  await measureModelCorrectness(async (question) => model({ question, vector: await embedQuestion(question, signal) }))
})

function learn(examples: readonly Example[]): Promise<DifficultyModel> {
  return fitDifficulty(examples.map((example) => ({ ...example, hard: example.difficulty === 'hard' })))
}

/** Each example by a model that has not seen it. */
async function inFolds(examples: readonly Example[]): Promise<Score> {
  const models = await Promise.all(
    Array.from({ length: folds }, (_, fold) => learn(examples.filter((_example, at) => at % folds !== fold))),
  )
  const foldOf = new Map(examples.map((example, at) => [example, at % folds]))
  return (example) => models[foldOf.get(example) ?? 0]?.(example) ?? 0
}

function lengthOf({ question }: Example): number {
  return hasHan(question) ? question.length : question.split(/\s+/).length
}

function report(name: string, examples: readonly Example[], scoreOf: Score): void {
  for (const [language, ofLanguage] of Object.entries({
    en: examples.filter(({ question }) => !hasHan(question)),
    zh: examples.filter(({ question }) => hasHan(question)),
  })) {
    const scores = (difficulty: Example['difficulty']) =>
      ofLanguage.filter((example) => example.difficulty === difficulty).map(scoreOf)
    const [hard, simple] = [scores('hard'), scores('simple')]
    const share = (of: readonly number[], kept: (score: number) => boolean) =>
      (of.filter(kept).length / of.length).toFixed(3)
    console.log(
      `${name.padEnd(38)} ${language}  ${hard.length} hard, ${simple.length} simple: AUROC ${aurocOf(hard, simple).toFixed(3)}` +
        (scoreOf === lengthOf
          ? ''
          : thresholds
              .map(
                (from) =>
                  `; from ${from}: simple kept ${share(simple, (score) => logistic(score) < from)}, hard sent up ${share(hard, (score) => logistic(score) >= from)}`,
              )
              .join('')),
    )
  }
}

function measureTime(model: DifficultyModel, examples: readonly Example[]): void {
  const times = examples
    .map((example) => {
      const from = performance.now()
      model(example)
      return performance.now() - from
    })
    .toSorted((a, b) => a - b)
  console.log(
    `decision, once the question is embedded: p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(3)} ms`,
  )
}
