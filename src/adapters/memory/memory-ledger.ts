import { budgetSubjectsOf, isSameSubject } from '../../domain/accounting/budget.ts'
import { periodOf } from '../../domain/accounting/budget-period.ts'
import {
  type LedgerEntry,
  purposeGroupOf,
  type SavedBy,
  type UsageGrouping,
  type UsageTotal,
} from '../../domain/accounting/ledger-entry.ts'
import { addMicros, toMicros, zeroMicros } from '../../domain/money.ts'
import { totalTokens } from '../../domain/accounting/usage.ts'
import type { DaySpending, Ledger } from '../../ports/ledger.ts'
import { raiseReachedShares } from './memory-budget-warnings.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'

const groupOf: Readonly<Record<UsageGrouping, (entry: LedgerEntry) => string>> = {
  day: ({ at }) => new Date(at).toISOString().slice(0, 10),
  user: ({ principalId }) => principalId,
  team: ({ team }) => team ?? '',
  model: ({ model }) => model,
  tier: ({ tier }) => tier,
  source: ({ source }) => source ?? '',
  purpose: purposeGroupOf,
}

/** Sums over the entries of the journal with the same books. Entries without a team or a source are in the group `''`. */
export function createMemoryLedger(books: MemoryBooks = createMemoryBooks()): Ledger {
  return {
    book: async (entries, reservations, at) => {
      books.entries.push(...entries)
      for (const id of reservations) books.reservations.delete(id)
      return raiseReachedShares(books, entries, at)
    },

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
      const days = new Map<number, DaySpending>()
      for (const entry of books.entries) {
        const day = periodOf('day', books.wallClock(entry.at)).from
        const isOwn = budgetSubjectsOf(entry.principalId, entry.team).some((subject) =>
          isSameSubject(subject, { kind, id }),
        )
        if (entry.kind !== 'call' || !isOwn || day < from) continue
        const { micros, tokens } = days.get(day) ?? { micros: zeroMicros, tokens: 0 }
        days.set(day, {
          day,
          micros: addMicros(micros, entry.costMicros),
          tokens: tokens + totalTokens(entry.usage),
        })
      }
      return [...days.values()].sort((a, b) => a.day - b.day)
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
