import { createHash } from 'node:crypto'
import type { Answer } from '../domain/answer.ts'
import type { Language } from '../domain/language.ts'
import type { Policy } from '../domain/policy.ts'
import type { SearchFilters } from '../domain/passage.ts'
import { type Principal, readableLabels } from '../domain/principal.ts'
import type { AnswerCache } from '../ports/answer-cache.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'

/** What makes two questions the same: words, the language of the answer, readable labels, policy, models, filters, and the size of the collection. */
export interface RecallKeyParts {
  readonly question: string
  readonly language: Language
  readonly principal: Principal
  readonly policy: Policy
  readonly models: readonly string[]
  readonly filters: SearchFilters
}

/** The cache of answers, seen through access labels and document versions. */
export interface Recall {
  keyOf(parts: RecallKeyParts): Promise<string>
  /** A remembered answer, unless a document it rests on has changed, gone, or may no longer be read by the principal. */
  find(key: string, principal: Principal): Promise<Answer | undefined>
  /**
   * Remembers an answer, if it is one that may be shared: answered, supported, and free of sensitive values.
   * @param versions the version of each document that was evidence for it
   */
  remember(key: string, answer: Answer, versions: ReadonlyMap<string, string>): Promise<void>
}

export function createRecall(cache: AnswerCache, registry: DocumentRegistry): Recall {
  return {
    async keyOf({ question, language, principal, policy, models, filters }) {
      const labels = readableLabels(principal, await registry.labelsInUse())
      const parts = [
        normalise(question),
        language,
        labels,
        policy.version,
        models,
        Object.entries(filters).toSorted(([a], [b]) => a.localeCompare(b)),
      ]
      return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
    },

    async find(key, principal) {
      const entry = await cache.get(key)
      if (entry === undefined) return undefined
      const labels = readableLabels(principal, await registry.labelsInUse())
      const documents = await Promise.all(
        [...entry.versions.keys()].map((documentId) => registry.get(documentId, labels)),
      )
      const isFresh = documents.every(
        (document) => document !== undefined && entry.versions.get(document.id) === document.version,
      )
      if (isFresh) return entry.answer
      await cache.delete(key)
      return undefined
    },

    async remember(key, answer, versions) {
      const isShareable =
        answer.status === 'answered' &&
        answer.citations.length > 0 &&
        answer.citations.every(({ support }) => support === 'supported') &&
        (answer.sentences ?? []).every(({ support }) => support === 'supported') &&
        Object.keys(answer.privacy.redactions).length === 0
      if (!isShareable) return
      await cache.put(key, { answer, versions })
    },
  }
}

function normalise(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/[?？!！.。\s]+$/u, '')
    .trim()
}
