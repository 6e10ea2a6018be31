import type { Difficulty, RoutingExample } from '../../domain/routing/difficulty.ts'
import { messageOf } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { QuestionVectors } from '../../ports/question-vectors.ts'
import { type DifficultyModel, fitDifficulty } from './fit-difficulty.ts'
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

/**
 * Learns difficulty from examples: by their wording at once, and by their meaning as soon as their vectors are there,
 * which takes half a minute once and then lies in a file. No question waits for that.
 */
export function createPredictDifficulty(parts: PredictDifficultyParts): PredictDifficulty {
  const { aside = (work) => work() } = parts
  let learned: Learned | undefined
  let learnedAt = Number.NEGATIVE_INFINITY
  let learning: Promise<void> | undefined

  async function learn(signal: AbortSignal): Promise<void> {
    const examples = await parts.examples()
    const embedder = await parts.embedder(signal)
    const kept = await parts.kept.of(
      embedder,
      examples.map(({ question }) => question),
    )
    learned = await learnFrom(examples, kept)
    const missing = examples.filter(({ question }) => !kept.has(question))
    if (missing.length === 0) return
    const vectors = new Map(kept)
    for (const { question } of missing) {
      const vector = await parts.embed(question, signal)
      if (vector !== undefined) vectors.set(question, vector)
    }
    learned = await learnFrom(examples, vectors)
    await parts.kept.keep(embedder, vectors)
  }

  function startLearning(): Promise<void> {
    learnedAt = parts.clock()
    // Of no single question: it goes on when the one that began it is cancelled.
    learning ??= aside(() => learn(new AbortController().signal)).finally(() => {
      learning = undefined
    })
    return learning
  }

  async function predict(question: string, signals: RetrievalSignals, signal: AbortSignal): Promise<Difficulty> {
    if (parts.clock() - learnedAt > relearnMs) {
      startLearning().catch((error: unknown) => parts.log.error('routing.not-learned', { error: messageOf(error) }))
    }
    const asked = { question, vector: await parts.embed(question, signal) }
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

async function learnFrom(
  examples: readonly RoutingExample[],
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<Learned> {
  const embedded = examples.map((example) => ({ ...example, vector: vectors.get(example.question) }))
  // A meaning that only some have would tell these from the others, and nothing else.
  const isWhole = embedded.every(({ vector }) => vector !== undefined)
  const known = isWhole ? embedded : embedded.map((example) => ({ ...example, vector: undefined }))
  return {
    nearestTo: createNearestExamples(known),
    model: await fitDifficulty(known.map((example) => ({ ...example, hard: example.difficulty === 'hard' }))),
  }
}
