import type { Batch, BatchProgress } from '../../domain/batch/batch.ts'
import type { Budget, BudgetSubject } from '../../domain/accounting/budget.ts'
import type { FailedDocument } from '../../domain/documents/document.ts'
import type { FileOutcome, FileResult, IngestReport } from '../../domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
import type { SavedBy, UsageGrouping, UsageTotal } from '../../domain/accounting/ledger-entry.ts'
import type { SourceOrigin } from '../../domain/documents/source.ts'
import type { Send } from '../asking/ask-stream.ts'
import { call } from '../asking/service.ts'
import { followRun, type RunEvent } from './follow-run.ts'

/** A run in a list: its report has the counts only. */
export interface RunSummary extends Omit<IngestRun, 'report'> {
  readonly report?: Omit<IngestReport, 'failures' | 'warnings'>
}

/** How a source stands. */
export interface SourceStanding {
  readonly name: string
  readonly kind: SourceOrigin['kind']
  readonly root: string
  readonly documents: number
  readonly failures: number
  readonly lastRun?: RunSummary
  /** Cron expression. */
  readonly schedule?: string
  readonly nextRunAt?: number
}

/** A limit, what is used of it, and how it will fare: `…Micros` of one in money, `…Tokens` of one in tokens. */
export interface BudgetStanding {
  readonly kind: BudgetSubject['kind']
  readonly id: string
  readonly period: Budget['period']
  readonly unit: Budget['unit']
  readonly limitMicros?: number
  readonly limitTokens?: number
  readonly spentMicros?: number
  readonly spentTokens?: number
  readonly usedPercent: number
  /** The highest of the shares to warn at that is reached. */
  readonly reachedPercent?: number
  readonly whenExhausted: Budget['whenExhausted']
  /** The share of the limit from which on cheaper models come first. */
  readonly cheaperFrom?: number
  readonly forecast: {
    readonly expectedMicros?: number
    readonly expectedTokens?: number
    readonly basedOnDays: number
    /** `YYYY-MM-DD`. */
    readonly runsOutOn?: string
  }
}

/** All limits, and the currency of those in money. */
export interface BudgetStandings {
  readonly budgets: readonly BudgetStanding[]
  readonly currency: string
}

/** How this month will end if it goes on as it went. */
export interface MonthForecast {
  /** `YYYY-MM`. */
  readonly month: string
  readonly spentMicros: number
  readonly expectedMicros: number
  readonly averageDayMicros: number
  readonly basedOnDays: number
  readonly currency: string
  /** `runsOutOn` is `YYYY-MM-DD`, absent for a limit that lasts. */
  readonly budgets: readonly (Pick<Budget, 'kind' | 'id' | 'period' | 'unit'> & { readonly runsOutOn?: string })[]
}

/** What was paid against what the dearest model in the cloud would have cost for everything, and where the difference came from. */
export interface Savings {
  readonly costMicros: number
  readonly baselineMicros: number
  readonly savedMicros: number
  readonly share: number
  readonly by: SavedBy & { readonly unattributed: number }
  readonly baselineModel: string
}

/** What was used in a month. */
export interface MonthUsage {
  readonly days: readonly UsageTotal[]
  readonly savings: Savings
  readonly currency: string
}

/** Where all money goes, and how it will go on. */
export interface Outlook {
  readonly forecast: MonthForecast
  readonly budgets: BudgetStandings
}

/** A batch in a list. */
export interface BatchStanding extends Omit<Batch, 'principal' | 'pace' | 'delegated'> {
  /** Whose it is. */
  readonly principal: string
  readonly progress: BatchProgress
}

/** Everything that the first page shows. */
export interface Overview {
  readonly sources: readonly SourceStanding[]
  readonly runs: readonly RunSummary[]
  readonly failures: readonly FailedDocument[]
}

export interface FilePage {
  readonly files: readonly FileResult[]
  readonly total: number
}

/** What the administrators' page asks of the service. Every call rejects with a `ServiceProblem`. */
export interface AdminApi {
  readonly overview: (signal: AbortSignal) => Promise<Overview>
  run(id: string, signal: AbortSignal): Promise<IngestRun>
  files(id: string, outcome: FileOutcome | undefined, offset: number, signal: AbortSignal): Promise<FilePage>
  follow(id: string, signal: AbortSignal): AsyncGenerator<RunEvent, void, undefined>
  start(source: string, retryFailed: boolean): Promise<void>
  cancel(id: string): Promise<void>
  /** @param month `YYYY-MM` */
  usage(month: string, signal: AbortSignal): Promise<MonthUsage>
  /** @param month `YYYY-MM` */
  usageBy(month: string, by: UsageGrouping, signal: AbortSignal): Promise<readonly UsageTotal[]>
  readonly outlook: (signal: AbortSignal) => Promise<Outlook>
  /** The latest first. */
  readonly batches: (signal: AbortSignal) => Promise<readonly BatchStanding[]>
  cancelBatch(id: string): Promise<void>
  signOut(): Promise<void>
}

export const filesOnPage = 100
const runsShown = 100
const batchesShown = 100

export function openAdminApi(send: Send): AdminApi {
  async function read<T>(path: string, signal: AbortSignal): Promise<T> {
    const response = await call(send, path, {}, signal)
    return (await response.json()) as T
  }

  return {
    async overview(signal) {
      const [{ sources }, { jobs }, { failures }] = await Promise.all([
        read<{ sources: readonly SourceStanding[] }>('ingest', signal),
        read<{ jobs: readonly RunSummary[] }>(`jobs?limit=${runsShown}`, signal),
        read<{ failures: readonly FailedDocument[] }>('documents?limit=1', signal),
      ])
      return { sources, runs: jobs, failures }
    },
    run: (id, signal) => read(`jobs/${encodeURIComponent(id)}`, signal),
    files: (id, outcome, offset, signal) =>
      read(
        `jobs/${encodeURIComponent(id)}/files?limit=${filesOnPage}&offset=${offset}${outcome === undefined ? '' : `&outcome=${outcome}`}`,
        signal,
      ),
    follow: (id, signal) => followRun(send, id, signal),
    async start(source, retryFailed) {
      await call(send, 'ingest', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ source, ...(retryFailed && { retryFailed }) }),
      })
    },
    async cancel(id) {
      await call(send, `jobs/${encodeURIComponent(id)}`, { method: 'DELETE' })
    },
    async usage(month, signal) {
      const [{ totals: days, currency }, savings] = await Promise.all([
        read<UsageTotals>(`usage?by=day&${spanOf(month)}`, signal),
        read<Savings>(`usage/savings?${spanOf(month)}`, signal),
      ])
      return { days, savings, currency }
    },
    async usageBy(month, by, signal) {
      const { totals } = await read<UsageTotals>(`usage?by=${by}&${spanOf(month)}`, signal)
      return totals
    },
    async outlook(signal) {
      const [forecast, budgets] = await Promise.all([
        read<MonthForecast>('usage/forecast', signal),
        read<BudgetStandings>('budgets', signal),
      ])
      return { forecast, budgets }
    },
    async batches(signal) {
      const { batches } = await read<{ batches: readonly BatchStanding[] }>(`batch?limit=${batchesShown}`, signal)
      return batches
    },
    async cancelBatch(id) {
      await call(send, `batch/${encodeURIComponent(id)}`, { method: 'DELETE' })
    },
    async signOut() {
      await call(send, 'sign-out', { method: 'POST' })
    },
  }
}

interface UsageTotals {
  readonly totals: readonly UsageTotal[]
  readonly currency: string
}

/** The days of a month, as usage is asked for them. */
function spanOf(month: string): string {
  return `from=${month}-01&to=${month}-${daysOf(month)}`
}

/** How many days a month (`YYYY-MM`) has. */
export function daysOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

/** Where the usage of a month is had as CSV. */
export function usageCsvAddress(month: string, by: UsageGrouping): string {
  return `api/v1/usage?format=csv&by=${by}&${spanOf(month)}`
}

/** Where the results of a batch are had as a file. */
export function resultsAddress(id: string, format: 'csv' | 'jsonl' | 'xlsx'): string {
  return `api/v1/batch/${encodeURIComponent(id)}?format=${format}`
}

/** Where a run's file report is had as CSV. */
export function csvAddress(id: string, outcome: FileOutcome | undefined): string {
  return `api/v1/jobs/${encodeURIComponent(id)}/files?format=csv${outcome === undefined ? '' : `&outcome=${outcome}`}`
}
