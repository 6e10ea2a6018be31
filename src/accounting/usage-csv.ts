import { csvLine } from '../domain/text/csv.ts'
import type { UsageTotal } from '../domain/accounting/ledger-entry.ts'

const columns = [
  'group',
  'questions',
  'answered',
  'abstained',
  'blocked',
  'cacheHits',
  'calls',
  'promptTokens',
  'cachedTokens',
  'completionTokens',
  'reasoningTokens',
  'costMicros',
  'baselineMicros',
  'savedByCacheMicros',
  'savedByRoutingMicros',
  'savedByCompressionMicros',
  'savedByBatchMicros',
  'savedByPricesMicros',
  'estimatedCalls',
  'unpricedCalls',
] as const satisfies readonly (keyof UsageTotal)[]

/** Sums of the ledger as CSV, a header line first. */
export function usageCsv(totals: readonly UsageTotal[]): string {
  return [columns, ...totals.map((total) => columns.map((column) => total[column]))].map(csvLine).join('')
}
