import { createHash } from 'node:crypto'
import type { ReadableLabels } from '../../domain/access/access-label.ts'
import type { Language } from '../../domain/language.ts'
import type { SearchFilters } from '../../domain/documents/passage.ts'
import { canonicalQuestion } from './canonical-question.ts'

/** What has to be the same for an answer to be shared: what may be read, the language, policy, models and filters. */
export interface Conditions {
  readonly labels: ReadableLabels
  readonly language: Language
  readonly policyVersion: string
  readonly models: readonly string[]
  readonly filters: SearchFilters
}

/** The part of the cache that answers under these conditions are in. */
export function partitionOf({ labels, language, policyVersion, models, filters }: Conditions): string {
  const readable = labels.all ? 'all' : [...labels.labels].toSorted()
  const conditions = [readable, language, policyVersion, models, Object.entries(filters).toSorted(byName)]
  return hashOf(conditions)
}

/** What the same question has in common within a partition, however it is spaced, framed and ended. */
export function keyOf(partition: string, question: string): string {
  return hashOf([partition, normalise(question)])
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

function normalise(question: string): string {
  return canonicalQuestion(question)
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/[?？!！.。\s]+$/u, '')
    .trim()
}
