import type { LedgerEntry, SavedBy, UsageGrouping, UsageTotal } from '../../domain/ledger-entry.ts'
import { addMicros, type Micros, toMicros, zeroMicros } from '../../domain/money.ts'
import type { Ledger } from '../../ports/ledger.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'

const dayMs = 86_400_000

const groupOf: Readonly<Record<UsageGrouping, (entry: LedgerEntry) => string>> = {
  day: ({ at }) => new Date(at).toISOString().slice(0, 10),
  user: ({ principalId }) => principalId,
  team: ({ team }) => team ?? '',
  model: ({ model }) => model,
  tier: ({ tier }) => tier,
  source: ({ source }) => source ?? '',
}

/** Sums over the entries of the journal with the same books. Entries without a team or a source are in the group `''`. */
export function createMemoryLedger(books: MemoryBooks = createMemoryBooks()): Ledger {
  return {
    totals: async ({ from, to, groupBy, principalId }) => {
      const groups = new Map<string, LedgerEntry[]>()
      for (const entry of books.entries) {
        if (entry.at < from || entry.at >= to) continue
        if (principalId !== undefined && entry.principalId !== principalId) continue
        const group = groupOf[groupBy](entry)
        groups.set(group, [...(groups.get(group) ?? []), entry])
      }
      return [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([group, entries]): UsageTotal => totalOf(group, entries))
    },

    spending: async ({ kind, id }, from) => {
      const days = new Map<number, Micros>()
      for (const entry of books.entries) {
        const subject = { organisation: '*', team: entry.team, user: entry.principalId }[kind]
        const day = Math.floor(entry.at / dayMs) * dayMs
        if (entry.kind !== 'call' || subject !== id || day < from) continue
        days.set(day, addMicros(days.get(day) ?? zeroMicros, entry.costMicros))
      }
      return [...days].sort(([a], [b]) => a - b).map(([day, micros]) => ({ day, micros }))
    },
  }
}

function totalOf(group: string, entries: readonly LedgerEntry[]): UsageTotal {
  const questions = entries.filter(({ kind }) => kind === 'question')
  const calls = entries.filter(({ kind }) => kind === 'call')
  const ended = (outcome: LedgerEntry['outcome']) => questions.filter((question) => question.outcome === outcome).length
  const savedBy = (means: keyof SavedBy) => toMicros(sum(questions.map(({ saved }) => saved[means])))
  return {
    group,
    questions: questions.length,
    answered: ended('answered'),
    abstained: ended('abstained'),
    blocked: ended('blocked'),
    cacheHits: questions.filter(({ cache }) => cache === 'hit').length,
    calls: calls.length,
    promptTokens: sum(calls.map(({ usage }) => usage.promptTokens)),
    cachedTokens: sum(calls.map(({ usage }) => usage.cachedTokens)),
    completionTokens: sum(calls.map(({ usage }) => usage.completionTokens)),
    reasoningTokens: sum(calls.map(({ usage }) => usage.reasoningTokens)),
    costMicros: toMicros(sum(calls.map(({ costMicros }) => costMicros))),
    baselineMicros: toMicros(sum(questions.map(({ baselineMicros }) => baselineMicros))),
    savedByCacheMicros: savedBy('cache'),
    savedByRoutingMicros: savedBy('routing'),
    savedByCompressionMicros: savedBy('compression'),
    savedByBatchMicros: savedBy('batch'),
    savedByPricesMicros: savedBy('prices'),
    estimatedCalls: calls.filter(({ usage }) => usage.estimated).length,
    unpricedCalls: calls.filter(({ unpriced }) => unpriced).length,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
