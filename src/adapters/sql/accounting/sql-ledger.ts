import { type RawBuilder, sql } from 'kysely'
import type { UsageGrouping, UsageTotal } from '../../../domain/accounting/ledger-entry.ts'
import { toMicros } from '../../../domain/money.ts'
import { utc, type WallClock } from '../../../domain/time/wall-clock.ts'
import type { Ledger } from '../../../ports/ledger.ts'
import { bookCalls } from './book-entries.ts'
import type { LorekeepDatabase } from '../database/database.ts'

const dayMs = 86_400_000

/** What entries are grouped by. Dividing whole numbers drops the rest, in both engines. */
const groups: Readonly<Record<UsageGrouping, RawBuilder<string | number>>> = {
  day: sql`at / ${sql.lit(dayMs)}`,
  user: sql`principal_id`,
  team: sql`coalesce(team, '')`,
  model: sql`model`,
  tier: sql`tier`,
  source: sql`coalesce(source, '')`,
  purpose: sql`case when kind = 'question' then 'question' when coalesce(purpose, 'answer') = 'answer' then 'generate' else purpose end`,
}

/**
 * The ledger in SQL. Groups are in order; entries without a team or a source are in the group `''`. Engines add
 * whole numbers; a sum above 2^53 micros (nine billion of the currency) throws instead of being rounded.
 */
export function createSqlLedger(database: LorekeepDatabase, wallClock: WallClock = utc): Ledger {
  return {
    book: (entries, reservations, at) =>
      database.write('accounts', (transaction) => bookCalls(transaction, { entries, reservations, at }, wallClock)),

    totals: async ({ from, to, groupBy, principalId }) => {
      const { rows } = await sql<Omit<UsageTotal, 'group'> & { readonly group: string | number }>`
        select ${groups[groupBy]} as "group",
          ${countOf('question')} as "questions",
          ${countOf('question', sql`outcome = 'answered'`)} as "answered",
          ${countOf('question', sql`outcome = 'abstained'`)} as "abstained",
          ${countOf('question', sql`outcome = 'blocked'`)} as "blocked",
          ${countOf('question', sql`cache = 'hit'`)} as "cacheHits",
          ${countOf('call')} as "calls",
          ${sumOf('call', 'prompt_tokens')} as "promptTokens",
          ${sumOf('call', 'cached_tokens')} as "cachedTokens",
          ${sumOf('call', 'completion_tokens')} as "completionTokens",
          ${sumOf('call', 'reasoning_tokens')} as "reasoningTokens",
          ${sumOf('call', 'cost_micros')} as "costMicros",
          ${sumOf('question', 'baseline_micros')} as "baselineMicros",
          ${sumOf('question', 'saved_by_cache')} as "savedByCacheMicros",
          ${sumOf('question', 'saved_by_routing')} as "savedByRoutingMicros",
          ${sumOf('question', 'saved_by_compression')} as "savedByCompressionMicros",
          ${sumOf('question', 'saved_by_batch')} as "savedByBatchMicros",
          ${sumOf('question', 'saved_by_prices')} as "savedByPricesMicros",
          ${countOf('call', sql`estimated = 1`)} as "estimatedCalls",
          ${countOf('call', sql`unpriced = 1`)} as "unpricedCalls"
        from ledger_entries
        where at >= ${from} and at < ${to}
          ${principalId === undefined ? sql`` : sql`and principal_id = ${principalId}`}
        group by 1 order by 1`.execute(database.read)
      return rows.map((row) => ({
        ...row,
        group: groupBy === 'day' ? new Date(Number(row.group) * dayMs).toISOString().slice(0, 10) : String(row.group),
        costMicros: toMicros(row.costMicros),
        baselineMicros: toMicros(row.baselineMicros),
        savedByCacheMicros: toMicros(row.savedByCacheMicros),
        savedByRoutingMicros: toMicros(row.savedByRoutingMicros),
        savedByCompressionMicros: toMicros(row.savedByCompressionMicros),
        savedByBatchMicros: toMicros(row.savedByBatchMicros),
        savedByPricesMicros: toMicros(row.savedByPricesMicros),
      }))
    },

    spending: ({ kind, id }, from) =>
      database.read
        .selectFrom('spending')
        .select(['day', 'micros', 'tokens'])
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('day', '>=', from)
        .orderBy('day')
        .execute(),
  }
}

function countOf(kind: 'call' | 'question', condition: RawBuilder<unknown> = sql`1 = 1`): RawBuilder<number> {
  return sql`count(case when kind = ${sql.lit(kind)} and ${condition} then 1 end)`
}

function sumOf(kind: 'call' | 'question', column: string): RawBuilder<number> {
  return sql`cast(coalesce(sum(case when kind = ${sql.lit(kind)} then ${sql.ref(column)} end), 0) as bigint)`
}
