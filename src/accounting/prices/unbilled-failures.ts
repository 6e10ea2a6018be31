import type { ErrorCode } from '../../domain/errors.ts'

/** Failures before any reply that no provider bills; after a time-out or a cancelled call it may. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'model-unavailable',
  'model-rejected',
  'model-context-exceeded',
  'rate-limited',
])

/** Whether a provider asks no money for a call that failed so before it began to reply. */
export function isRefusal(code: ErrorCode): boolean {
  return refusals.has(code)
}
