import type { Answer } from '../../domain/answers/answer.ts'
import { hasHan, type Language } from '../../domain/language.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { SearchFilters } from '../../domain/documents/passage.ts'
import { type Principal, readableLabels } from '../../domain/access/principal.ts'
import { isHidden } from '../../domain/privacy/sensitive-span.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import type { AnswerCache, CachedAnswer } from '../../ports/answer-cache.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { Log } from '../../ports/log.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import type { Vault } from '../../privacy/vault.ts'
import { readQuestion } from './gate/read-question.ts'
import { differenceOf } from './gate/same-question.ts'
import { keyOf, partitionOf } from './partition.ts'
import { isShareable } from './shareable.ts'
import type { SimilarQuestions } from './similar-questions.ts'

/** What makes two questions the same, beside their words. */
export interface RecallParts {
  readonly question: string
  readonly language: Language
  readonly principal: Principal
  readonly policy: Policy
  readonly models: readonly string[]
  readonly filters: SearchFilters
}

/** A question as the cache knows it. */
export interface AskedQuestion {
  readonly key: string
  readonly partition: string
  readonly question: string
  /** What it means, worked out once; undefined where questions are not compared by meaning. */
  vector(signal: AbortSignal): Promise<Float32Array | undefined>
}

/** A remembered answer, and to which question. */
export interface Recalled extends Pick<CachedAnswer, 'answer' | 'baselineUsage' | 'at' | 'question'> {
  /** How close the questions are in meaning; absent where they are the same. */
  readonly similarity?: number
}

/** An answer that may be remembered. */
export interface Memorable {
  readonly answer: Answer
  readonly baselineUsage: TokenUsage
  /** The version of each document that was evidence for it. */
  readonly versions: ReadonlyMap<string, string>
  /** The values that the conversation knows, those among them that only the words around them told. */
  readonly values: Pick<Vault, 'occurrences'>
}

/** The cache of answers, seen through access labels and document versions. */
export interface Recall {
  ask(parts: RecallParts): Promise<AskedQuestion>
  /**
   * The remembered answer to the same question, or else to the one nearest in meaning, if nothing tells the two apart.
   * Never one that rests on a document that has changed, gone, or may not be read by the principal.
   */
  find(asked: AskedQuestion, principal: Principal, signal: AbortSignal): Promise<Recalled | undefined>
  /** Remembers an answer, if it is one that may be shared. */
  remember(asked: AskedQuestion, memorable: Memorable): Promise<void>
}

/** How questions are compared by meaning. */
export interface ComparedByMeaning {
  readonly similar: SimilarQuestions
  embed(question: string, signal: AbortSignal): Promise<Float32Array | undefined>
  /** The least cosine at which questions of a language may mean the same. Holds for one embedding model only. */
  readonly thresholds: Readonly<Record<Language, number>>
}

export interface RecallTools {
  readonly cache: AnswerCache
  readonly registry: Pick<DocumentRegistry, 'labelsInUse' | 'get'>
  readonly findSensitive: FindSensitive
  readonly log: Log
  /** Absent where the embedding model is one that no thresholds are known for. */
  readonly meaning?: ComparedByMeaning
}

/** How many entries that turn out to be gone are passed over in one look-up. */
const mostGone = 8

export function createRecall(tools: RecallTools): Recall {
  const { cache, registry, meaning, log } = tools

  /** The entry, unless what it rests on is not what it was. */
  async function fresh(key: string, principal: Principal): Promise<CachedAnswer | undefined> {
    const entry = await cache.get(key)
    if (entry === undefined) return undefined
    const labels = readableLabels(principal, await registry.labelsInUse())
    const documents = await Promise.all(
      [...entry.versions.keys()].map((documentId) => registry.get(documentId, labels)),
    )
    const isFresh = documents.every(
      (document) => document !== undefined && entry.versions.get(document.id) === document.version,
    )
    if (isFresh) return entry
    await cache.delete(key)
    return undefined
  }

  /** Only the nearest question is looked at: behind one that asks for something else, the next is a worse guess. */
  async function findSimilar(
    asked: AskedQuestion,
    { similar, thresholds }: ComparedByMeaning,
    principal: Principal,
    signal: AbortSignal,
  ): Promise<Recalled | undefined> {
    const vector = await asked.vector(signal)
    if (vector === undefined) return undefined
    const threshold = thresholds[hasHan(asked.question) ? 'zh' : 'en']
    for (let gone = 0; gone < mostGone; gone += 1) {
      const near = await similar.nearest(asked.partition, vector, threshold)
      if (near === undefined) return undefined
      const entry = await fresh(near.key, principal)
      if (entry === undefined) {
        similar.forget({ key: near.key, partition: asked.partition })
        continue
      }
      const difference = differenceOf(readQuestion(asked.question), readQuestion(entry.question))
      log.debug('cache.compared', { similarity: near.similarity, difference })
      return difference === undefined ? { ...entry, similarity: near.similarity } : undefined
    }
    return undefined
  }

  return {
    async ask({ question, language, principal, policy, models, filters }) {
      const labels = readableLabels(principal, await registry.labelsInUse())
      const partition = partitionOf({ labels, language, policyVersion: policy.version, models, filters })
      let vector: Promise<Float32Array | undefined> | undefined
      return {
        key: keyOf(partition, question),
        partition,
        question,
        vector: (signal) => (vector ??= meaning?.embed(question, signal) ?? Promise.resolve(undefined)),
      }
    },

    async find(asked, principal, signal) {
      try {
        const same = await fresh(asked.key, principal)
        return same ?? (meaning && (await findSimilar(asked, meaning, principal, signal)))
      } catch (error) {
        if (signal.aborted) throw error
        // What cannot be remembered can still be answered.
        log.error('cache.failed', { error })
        return undefined
      }
    },

    async remember(asked, { answer, baselineUsage, versions, values }) {
      const holdsValues = (text: string) =>
        values.occurrences(text).length > 0 || tools.findSensitive(text).some(({ kind }) => isHidden(kind))
      if (!isShareable(answer, holdsValues)) return
      // It was looked for by its meaning before it was answered, so this takes no time.
      const vector = await asked.vector(AbortSignal.timeout(embeddingMs))
      const { key, partition, question } = asked
      const at = answer.createdAt
      await cache.put({
        key,
        partition,
        ...(vector !== undefined && { vector }),
        question,
        answer,
        baselineUsage,
        versions,
        at,
      })
    },
  }
}

const embeddingMs = 10_000
