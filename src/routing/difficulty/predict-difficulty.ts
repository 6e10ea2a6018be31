import type { Difficulty, RoutingExample } from '../../domain/routing/difficulty.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DifficultyFits } from '../../ports/difficulty-fits.ts'
import type { Log } from '../../ports/log.ts'
import type { QuestionVectors } from '../../ports/question-vectors.ts'
import {
  difficultyFitVersion,
  difficultyModel,
  type DifficultyModel,
  type EmbeddedQuestion,
  fitDifficulty,
} from './fit-difficulty.ts'
import { logistic } from './linear-classifier.ts'
import { createNearestExamples, type NearestExamples } from './nearest-examples.ts'
import { type RetrievalSignals, retrievalLogOdds } from './retrieval-signals.ts'

export interface PredictDifficulty {
  /** How hard a question is, by the examples as far as they are learned now. */
  (question: string, signals: RetrievalSignals, signal: AbortSignal): Promise<Difficulty>
  /** Ends when every example is learned, by its meaning too. */
  ready(signal: AbortSignal): Promise<void>
  /** Gives up what is not learned yet; the next process goes on from what is kept. */
  close(): void
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
  /** From 0 to 1, without 1. */
  readonly random?: () => number
  readonly log: Log
}

const relearnMs = 3_600_000

interface Learned {
  readonly model: DifficultyModel
  readonly nearestTo: NearestExamples
}

type Known = RoutingExample & EmbeddedQuestion

/** The share of the examples whose vectors must be there for meaning to be learned. */
const enough = 0.9
/** Vectors are kept as often, so that a process that ends early has not made them in vain, nor others make them again. */
const keptAtOnce = 250

/**
 * Learns difficulty from examples: by their wording, and by their meaning as soon as their vectors are there, which takes
 * half a minute once. What was learned and the vectors lie in files. A question waits for these to be read, and for no more.
 */
export function createPredictDifficulty(parts: PredictDifficultyParts): PredictDifficulty {
  const { aside = (work) => work(), random = Math.random } = parts
  let learned: Learned | undefined
  let learnedAt = Number.NEGATIVE_INFINITY
  let learning: Promise<void> | undefined
  let reading: Promise<void> | undefined
  const closing = new AbortController()

  async function learn(signal: AbortSignal, onRead: () => void): Promise<void> {
    const examples = await parts.examples()
    const embedder = await parts.embedder(signal)
    const questions = examples.map(({ question }) => question)
    const vectors = new Map(await parts.kept.of(embedder, questions))
    await learnFrom(embedded(examples, vectors), embedder, onRead)
    if (await complete(vectors, questions, embedder, signal))
      await learnFrom(embedded(examples, vectors), embedder, onRead)
  }

  /** What was learned before holds until this is. */
  async function learnFrom(known: readonly Known[], embedder: string, onRead: () => void): Promise<void> {
    const taught = comparable(known)
    const learnedFrom = printOf(taught, embedder)
    let fit = await parts.fits.of(learnedFrom)
    if (fit === undefined) {
      onRead()
      fit = await fitDifficulty(taught.map((example) => ({ ...example, hard: example.difficulty === 'hard' })))
      await parts.fits.keep(learnedFrom, fit)
    }
    learned = { model: difficultyModel(fit), nearestTo: createNearestExamples(known) }
    onRead()
  }

  /**
   * Adds the vectors that are not there yet. Other processes of the service may make them at the same time: each begins
   * somewhere else and looks time and again what the others have kept, so that hardly any is made twice.
   * @returns whether there was one to add
   */
  async function complete(
    vectors: Map<string, Float32Array>,
    questions: readonly string[],
    embedder: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const had = vectors.size
    const look = async (wanted: readonly string[]) => {
      for (const [question, vector] of await parts.kept.of(embedder, wanted)) vectors.set(question, vector)
      return wanted.filter((question) => !vectors.has(question))
    }
    const unknown = questions.filter((question) => !vectors.has(question))
    if (unknown.length === 0) return false
    const start = Math.floor(random() * unknown.length)
    let missing = await look([...unknown.slice(start), ...unknown.slice(0, start)])
    while (missing.length > 0) {
      const before = vectors.size
      for (const question of missing.slice(0, keptAtOnce)) {
        const vector = await parts.embed(question, signal)
        if (vector !== undefined) vectors.set(question, vector)
      }
      const hasMade = vectors.size > before
      missing = await look(missing.slice(keptAtOnce))
      if (hasMade) await parts.kept.keep(embedder, vectors)
    }
    return vectors.size > had
  }

  function startLearning(): Promise<void> {
    learnedAt = parts.clock()
    if (learning !== undefined) return learning
    let onRead: () => void = () => undefined
    reading = new Promise((resolve) => (onRead = resolve))
    // Of no single question: it goes on when the one that began it is cancelled.
    learning = aside(() => learn(closing.signal, onRead)).finally(() => {
      learning = undefined
      onRead()
    })
    return learning
  }

  async function predict(question: string, signals: RetrievalSignals, signal: AbortSignal): Promise<Difficulty> {
    if (parts.clock() - learnedAt > relearnMs) {
      startLearning().catch((error: unknown) => {
        if (!closing.signal.aborted) parts.log.error('routing.not-learned', { error: messageOf(error) })
      })
    }
    const asked = { question, vector: await parts.embed(question, signal) }
    if (learned === undefined) await reading
    const logOdds = (learned?.model(asked) ?? 0) + retrievalLogOdds(signals)
    return { probability: logistic(logOdds), nearest: learned?.nearestTo(asked) ?? [] }
  }

  return Object.assign(predict, {
    close: () => closing.abort(new LorekeepError('cancelled', 'The process is ending.')),
    ready: async (signal: AbortSignal) => {
      await startLearning()
      signal.throwIfAborted()
    },
  })
}

function embedded(examples: readonly RoutingExample[], vectors: ReadonlyMap<string, Float32Array>): readonly Known[] {
  return examples.map((example) => ({ ...example, vector: vectors.get(example.question) }))
}

/**
 * Those that can be learned from together. A meaning that only some have would tell these from the others, and nothing
 * else: the few without one wait for theirs, and where they are more, wording alone is learned.
 */
function comparable(known: readonly Known[]): readonly Known[] {
  const meant = known.filter(({ vector }) => vector !== undefined)
  if (meant.length >= enough * known.length) return meant
  return known.map((example) => ({ ...example, vector: undefined }))
}

function printOf(taught: readonly Known[], embedder: string): string {
  return JSON.stringify([
    difficultyFitVersion,
    embedder,
    taught.map(({ question, difficulty, vector }) => [question, difficulty, vector !== undefined]),
  ])
}
