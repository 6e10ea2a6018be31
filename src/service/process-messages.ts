import type { Counts } from '../adapters/system/prometheus-meter.ts'
import type { ErrorCode } from '../domain/errors.ts'

/** What a process that answers requests tells the one that started it. */
export type FromAnswering =
  | { readonly type: 'listening'; readonly url: string }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string; readonly hint?: string }
  | { readonly type: 'counted'; readonly counts: Counts }
  | { readonly type: 'exposition-wanted' }

/** What it is told: the counts of all processes together, for Prometheus. */
export interface ToAnswering {
  readonly exposition: string
}
