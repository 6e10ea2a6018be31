import type { Budget, BudgetSubject } from '../../domain/accounting/budget.ts'
import type { FailedDocument } from '../../domain/documents/document.ts'
import type { FileOutcome, FileResult, IngestReport } from '../../domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
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

/** Everything that the first page shows. */
export interface Overview {
  readonly budgets: BudgetStandings
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
  overview(signal: AbortSignal): Promise<Overview>
  run(id: string, signal: AbortSignal): Promise<IngestRun>
  files(id: string, outcome: FileOutcome | undefined, offset: number, signal: AbortSignal): Promise<FilePage>
  follow(id: string, signal: AbortSignal): AsyncGenerator<RunEvent, void, undefined>
  start(source: string, retryFailed: boolean): Promise<void>
  cancel(id: string): Promise<void>
  signOut(): Promise<void>
}

export const filesOnPage = 100
const runsShown = 100

export function openAdminApi(send: Send): AdminApi {
  async function read<T>(path: string, signal: AbortSignal): Promise<T> {
    const response = await call(send, path, {}, signal)
    return (await response.json()) as T
  }

  return {
    async overview(signal) {
      const [{ sources }, { jobs }, { failures }, budgets] = await Promise.all([
        read<{ sources: readonly SourceStanding[] }>('ingest', signal),
        read<{ jobs: readonly RunSummary[] }>(`jobs?limit=${runsShown}`, signal),
        read<{ failures: readonly FailedDocument[] }>('documents?limit=1', signal),
        read<BudgetStandings>('budgets', signal),
      ])
      return { sources, runs: jobs, failures, budgets }
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
    async signOut() {
      await call(send, 'sign-out', { method: 'POST' })
    },
  }
}

/** Where a run's file report is had as CSV. */
export function csvAddress(id: string, outcome: FileOutcome | undefined): string {
  return `api/v1/jobs/${encodeURIComponent(id)}/files?format=csv${outcome === undefined ? '' : `&outcome=${outcome}`}`
}
