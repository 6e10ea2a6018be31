import { createAnnounceWarnings } from '../accounting/budgets/announce-warnings.ts'
import { createBudgetLimits } from '../accounting/budgets/budget-limits.ts'
import { createEndpointAccounts, noEndpointAccounts } from '../accounting/booking/endpoint-accounts.ts'
import { createWarningSender } from '../accounting/budgets/send-warnings.ts'
import { createWatchBooks } from '../accounting/booking/watch-books.ts'
import { createPrometheusMeter } from '../adapters/system/prometheus-meter.ts'
import { createSignedWebhook } from '../adapters/system/signed-webhook.ts'
import type { Environment } from '../config/environment.ts'
import type { Configuration } from './configuration.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'

export type Accounting = ReturnType<typeof composeAccounting>

/** Budgets with their warnings, and the accounts of what endpoints are asked. */
export function composeAccounting(
  { environment, clock, newId, log }: Foundation,
  { catalogue }: Configuration,
  { budgets, budgetWarnings, ledger, auditLog, wallClock }: Records,
) {
  const { budgetWebhook } = environment
  const meter = createPrometheusMeter()
  const warningSender = createWarningSender({
    warnings: budgetWarnings,
    send: budgetWebhook && createSignedWebhook({ ...budgetWebhook, clock }),
    currency: () => catalogue.current().currency,
    clock,
    log,
  })
  const announce = createAnnounceWarnings({ log, meter, wakeSender: () => warningSender.wake() })
  const watchBooks = createWatchBooks({ log, meter, audit: auditLog, clock })
  const endpoints = asksEndpoints(environment)
    ? createEndpointAccounts({ budgets, ledger, catalogue, announce, watchBooks, clock, newId, log })
    : noEndpointAccounts
  return {
    announce,
    watchBooks,
    endpoints,
    /** Work of the installation's own, whose calls no budget holds up. */
    forItself:
      <A extends readonly unknown[], T>(what: string, work: (...args: A) => Promise<T>) =>
      (...args: A) =>
        endpoints.booking({ principalId: 'system', answerId: what }, false, () => work(...args)),
    closeWarnings: () => warningSender.close(),
    uses: {
      meter,
      budgetLimits: createBudgetLimits({ budgets, ledger, audit: auditLog, clock, wallClock }),
      /** For a long-running service: sends warnings of budgets, those of other processes too. */
      watchWarnings: () => warningSender.watch(),
    },
  }
}

function asksEndpoints({ embeddings, reranker }: Environment): boolean {
  return [embeddings, reranker].some((model) => model !== undefined && !('folder' in model))
}
