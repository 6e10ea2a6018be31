import type { Difficulty, DifficultyFit, RoutingExample } from '../../domain/routing/difficulty.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DifficultyFits } from '../../ports/difficulty-fits.ts'
import type { Log } from '../../ports/log.ts'
import type { QuestionVectors } from '../../ports/question-vectors.ts'
import { difficultyFitVersion, difficultyModel, type DifficultyModel, fitDifficulty } from './fit-difficulty.ts'
import { logistic } from './linear-classifier.ts'
import { createNearestExamples, type NearestExamples } from './nearest-examples.ts'
import { type RetrievalSignals, retrievalLogOdds } from './retrieval-signals.ts'

export interface PredictDifficulty {
  /** How hard a question is, by the examples as far as they are learned now. */
  (question: string, signals: RetrievalSignals, signal: AbortSignal): Promise<Difficulty>
  /** Ends when every example is learned, by its meaning too. */
  ready(signal: AbortSignal): Promise<void>
}

export interface PredictDifficultyParts {
  /** All that is known now; asked again once an hour and when it may have changed. */
  readonly examples: () => Promise<readonly RoutingExample[]>
  /** The vector of a question, of unit length; undefined where the model gives none. */
  readonly embed: (question: string, signal: AbortSignal) => Promise<Float32Array | undefined>
  readonly embedder: (signal: AbortSignal) => Promise<string>
  readonly kept: QuestionVectors
  readonly fits: DifficultyFits
  /** Does work that is no part of the question during which it began; as it is where it makes no difference. */
  readonly aside?: (work: () => Promise<void>) => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

const relearnMs = 3_600_000

interface Learned {
  readonly model: DifficultyModel
  readonly nearestTo: NearestExamples
}

/** Vectors are kept as often, so that a process that ends early has not made them in vain. */
const keptAtOnce = 500

/**
 * Learns difficulty from examples: by their wording, and by their meaning as soon as their vectors are there, which takes
 * half a minute once. What was learned and the vectors lie in files. A question waits for these to be read, and for no more.
 */
export function createPredictDifficulty(parts: PredictDifficultyParts): PredictDifficulty {
  const { aside = (work) => work() } = parts
  let learned: Learned | undefined
  let learnedAt = Number.NEGATIVE_INFINITY
  let learning: Promise<void> | undefined
  let reading: Promise<void> | undefined

  async function learn(signal: AbortSignal, onRead: () => void): Promise<void> {
    const examples = await parts.examples()
    const embedder = await parts.embedder(signal)
    const learnedFrom = printOf(examples, embedder)
    const before = await parts.fits.of(learnedFrom)
    if (before !== undefined) learned = { model: difficultyModel(before), nearestTo: () => [] }
    onRead()
    const questions = examples.map(({ question }) => question)
    const kept = await parts.kept.of(embedder, questions)
    const fit = before ?? (await fitted(examples, kept, learnedFrom))
    learned = learnedFromAll(fit, examples, kept)
    if (fit.meaning.length > 0) return
    const vectors = await completed(kept, questions, embedder, signal)
    if (isWhole(vectors, questions))
      learned = learnedFromAll(await fitted(examples, vectors, learnedFrom), examples, vectors)
  }

  async function fitted(
    examples: readonly RoutingExample[],
    vectors: ReadonlyMap<string, Float32Array>,
    learnedFrom: string,
  ): Promise<DifficultyFit> {
    const known = embedded(examples, vectors)
    const fit = await fitDifficulty(known.map((example) => ({ ...example, hard: example.difficulty === 'hard' })))
    await parts.fits.keep(learnedFrom, fit)
    return fit
  }

  /** With the vectors that are not kept yet. */
  async function completed(
    kept: ReadonlyMap<string, Float32Array>,
    questions: readonly string[],
    embedder: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Float32Array>> {
    const vectors = new Map(kept)
    for (const question of questions.filter((one) => !kept.has(one))) {
      const vector = await parts.embed(question, signal)
      if (vector === undefined) continue
      vectors.set(question, vector)
      if (vectors.size % keptAtOnce === 0) await parts.kept.keep(embedder, vectors)
    }
    if (vectors.size > kept.size) await parts.kept.keep(embedder, vectors)
    return vectors
  }

  function startLearning(): Promise<void> {
    learnedAt = parts.clock()
    if (learning !== undefined) return learning
    let onRead: () => void = () => undefined
    reading = new Promise((resolve) => (onRead = resolve))
    // Of no single question: it goes on when the one that began it is cancelled.
    learning = aside(() => learn(new AbortController().signal, onRead)).finally(() => {
      learning = undefined
      onRead()
    })
    return learning
  }

  async function predict(question: string, signals: RetrievalSignals, signal: AbortSignal): Promise<Difficulty> {
    if (parts.clock() - learnedAt > relearnMs) {
      startLearning().catch((error: unknown) => {
        // The process ended first; the next one goes on from what is kept.
        if (error instanceof LorekeepError && error.code === 'cancelled') return
        parts.log.error('routing.not-learned', { error: messageOf(error) })
      })
    }
    const asked = { question, vector: await parts.embed(question, signal) }
    if (learned === undefined) await reading
    const logOdds = (learned?.model(asked) ?? 0) + retrievalLogOdds(signals)
    return { probability: logistic(logOdds), nearest: learned?.nearestTo(asked) ?? [] }
  }

  return Object.assign(predict, {
    ready: async (signal: AbortSignal) => {
      await startLearning()
      signal.throwIfAborted()
    },
  })
}

function learnedFromAll(
  fit: DifficultyFit,
  examples: readonly RoutingExample[],
  vectors: ReadonlyMap<string, Float32Array>,
): Learned {
  return { model: difficultyModel(fit), nearestTo: createNearestExamples(embedded(examples, vectors)) }
}

/** A meaning that only some have would tell these from the others, and nothing else. */
function embedded(examples: readonly RoutingExample[], vectors: ReadonlyMap<string, Float32Array>) {
  const whole = isWhole(
    vectors,
    examples.map(({ question }) => question),
  )
  return examples.map((example) => ({ ...example, vector: whole ? vectors.get(example.question) : undefined }))
}

function isWhole(vectors: ReadonlyMap<string, Float32Array>, questions: readonly string[]): boolean {
  return questions.every((question) => vectors.has(question))
}

function printOf(examples: readonly RoutingExample[], embedder: string): string {
  return JSON.stringify([
    difficultyFitVersion,
    embedder,
    examples.map(({ question, difficulty }) => [question, difficulty]),
  ])
}
