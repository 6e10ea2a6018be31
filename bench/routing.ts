import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseRoutingExamples } from '../src/config/routing-examples-file.ts'
import { questionTasks, type RoutingExample } from '../src/domain/routing/difficulty.ts'
import { hasHan } from '../src/domain/language.ts'
import { aurocOf } from '../src/evaluation/fit-gate.ts'
import { type DifficultyModel, type EmbeddedQuestion, fitDifficulty } from '../src/routing/difficulty/fit-difficulty.ts'
import { logistic } from '../src/routing/difficulty/linear-classifier.ts'
import { createNearestExamples, type NearestExamples } from '../src/routing/difficulty/nearest-examples.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'
import { measureCascade } from './routing-parts/cascade.ts'
import { measureModelCorrectness } from './routing-parts/model-correctness.ts'

// Measures how well hard questions are told from simple ones, by wording and meaning alone (no search); with `shipped`,
// among the shipped examples alone; with `cascade`, what is gained by asking a strong model only where the check of
// support finds fault with a weak one's answer.

type Example = RoutingExample & EmbeddedQuestion
type Score = (example: Example) => number

const folds = 10
/** Probabilities from which a question counts as hard, the second being what the product uses unless told otherwise. */
const thresholds = [0.4, 0.55, 0.7]
const shippedThreshold = 0.55

/** Questions that nothing was learned from or chosen by, each file by another author. */
const unseen = { 'held out': 'held-out-questions.jsonl', 'blind': 'blind-questions.jsonl' }

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
  report('shipped examples, ten folds', shipped, await inFolds(shipped))
  report('shipped examples, length alone', shipped, lengthOf)
  if (part === 'shipped') return

  const began = performance.now()
  const model = await learn(shipped)
  console.log(`learned in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  for (const [name, file] of Object.entries(unseen)) {
    const examples = await embed(`bench/routing-parts/${file}`)
    report(`${name}, learned from those shipped`, examples, model)
    report(`${name}, length alone`, examples, lengthOf)
    measureTime(model, createNearestExamples(shipped), examples)
  }
  await measureModelCorrectness(async (question) => model({ question, vector: await embedQuestion(question, signal) }))
})

function learn(examples: readonly Example[]): Promise<DifficultyModel> {
  return fitDifficulty(examples.map((example) => ({ ...example, hard: example.difficulty === 'hard' })))
}

/** Each example by a model that has seen neither it nor what was written together with it, which lies next to it. */
async function inFolds(examples: readonly Example[]): Promise<Score> {
  const foldAt = (at: number) => Math.floor((at * folds) / examples.length)
  const models = await Promise.all(
    Array.from({ length: folds }, (_, fold) => learn(examples.filter((_example, at) => foldAt(at) !== fold))),
  )
  const foldOf = new Map(examples.map((example, at) => [example, foldAt(at)]))
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
      `${name.padEnd(38)} ${language}  ${hard.length} hard, ${simple.length} simple: AUROC ${aurocOf(hard, simple).toFixed(3)}`,
    )
    if (scoreOf === lengthOf) continue
    for (const from of thresholds) {
      console.log(
        `    from ${from}: simple kept ${share(simple, (score) => logistic(score) < from)}, hard sent up ${share(hard, (score) => logistic(score) >= from)}`,
      )
    }
    const kinds = questionTasks.filter((kind) =>
      ofLanguage.some(({ difficulty, task }) => difficulty === 'hard' && task === kind),
    )
    const sentUp = kinds.map((kind) => {
      const ofKind = ofLanguage.filter(({ task }) => task === kind).map(scoreOf)
      return `${kind} ${share(ofKind, (score) => logistic(score) >= shippedThreshold)}`
    })
    console.log(`    sent up from ${shippedThreshold}: ${sentUp.join(', ')}`)
  }
}

/** All that a question waits for once its vector is there: its difficulty and what it is likened to. */
function measureTime(model: DifficultyModel, nearestTo: NearestExamples, examples: readonly Example[]): void {
  const times = examples
    .map((example) => {
      const from = performance.now()
      model(example)
      nearestTo(example)
      return performance.now() - from
    })
    .toSorted((a, b) => a - b)
  console.log(
    `decision, once the question is embedded: p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)} ms`,
  )
}
