import { AsyncLocalStorage } from 'node:async_hooks'
import { type BudgetSubject, budgetSubjectsOf } from '../../domain/accounting/budget.ts'
import type { EndpointCall } from '../../domain/accounting/endpoint-call.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { reservationLifetimeMs } from '../../domain/time/time-limits.ts'
import { noUsage } from '../../domain/accounting/usage.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { Clock, NewId } from '../../ports/clock.ts'
import { type EndpointAccount, type EndpointRequest, unpaid } from '../../ports/endpoint-account.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import type { Log } from '../../ports/log.ts'
import type { AnnounceWarnings } from '../budgets/announce-warnings.ts'
import { bookableCalls } from './book-endpoint-calls.ts'
import { priceCall } from '../prices/price-call.ts'
import { isRefusal } from '../prices/unbilled-failures.ts'
import type { WatchBooks } from './watch-books.ts'

/** Whom calls are made for. */
export interface Payer {
  readonly principalId: string
  readonly team?: string
  /** The question, or whatever else they belong to. */
  readonly answerId: string
  readonly source?: string
}

/** Finds out what calls of endpoints are made for, however deep below it they are made. */
export interface EndpointAccounts extends EndpointAccount {
  /** Does work on behalf of a question: budgets bind its calls, and they are given to `onCall` to be booked with it. */
  forQuestion<T>(payer: Payer, onCall: (call: EndpointCall) => void, work: () => Promise<T>): Promise<T>
  /** Does other work, and books what its calls cost, at the latest when it ends, however it ends. */
  booking<T>(payer: Payer, isBound: boolean, work: () => Promise<T>): Promise<T>
  /** Books calls of a question that does not end yet. Never fails. */
  book(payer: Payer, calls: readonly EndpointCall[]): Promise<void>
  /** Books what nobody else does: calls that are made for the installation itself. */
  close(): Promise<void>
}

export interface EndpointAccountsParts {
  readonly budgets: Pick<BudgetStore, 'budgetsOf' | 'reserve' | 'release'>
  readonly ledger: Pick<Ledger, 'book'>
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly announce: AnnounceWarnings
  readonly watchBooks: WatchBooks
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
}

interface Account {
  readonly payer: Payer
  readonly isBound: boolean
  readonly note: (call: EndpointCall) => void
}

/** How many calls are kept before they are booked, so that a crash loses few. */
const mostKept = 200
/** A reservation has to hold although the endpoint may count otherwise. */
const safetyMargin = 1.5
const installation: Payer = { principalId: 'system', answerId: 'system' }

/** Where no endpoint is configured: keeping an asynchronous context makes every promise of a question slower. */
export const noEndpointAccounts: EndpointAccounts = {
  ...unpaid,
  forQuestion: (_payer, _onCall, work) => work(),
  booking: (_payer, _isBound, work) => work(),
  book: async () => undefined,
  close: async () => undefined,
}

export function createEndpointAccounts(parts: EndpointAccountsParts): EndpointAccounts {
  const current = new AsyncLocalStorage<Account>()
  const own = createKeeper(installation)

  async function reserve({ payer, isBound }: Account, request: EndpointRequest): Promise<string | undefined> {
    const subjects = budgetSubjectsOf(payer.principalId, payer.team)
    const at = parts.clock()
    if (!isBound || !(await binds(subjects, at))) return undefined
    const tokens = Math.ceil(request.estimatedTokens * safetyMargin) + 16
    const usage = { ...noUsage, promptTokens: tokens }
    const { micros } = priceCall({ ...request, usage, at }, parts.catalogue.current())
    const expiresAt = at + reservationLifetimeMs
    const reservation = await parts.budgets.reserve({
      answerId: payer.answerId,
      subjects,
      micros,
      tokens,
      at,
      expiresAt,
    })
    if (reservation.granted) return reservation.id
    parts.announce(reservation.warnings)
    const { kind, period } = reservation.exhausted
    throw new LorekeepError(
      'budget-exhausted',
      `The ${kind} budget of the ${period} has no room to ${request.purpose}.`,
      {
        hint: 'Raise the limit, or wait for the next period.',
      },
    )
  }

  async function binds(subjects: readonly BudgetSubject[], at: number): Promise<boolean> {
    return (await parts.budgets.budgetsOf(subjects, at)).length > 0
  }

  function createKeeper(payer: Payer) {
    let kept: EndpointCall[] = []
    let booked = Promise.resolve()
    const flush = (): Promise<void> => {
      const calls = kept
      kept = []
      if (calls.length > 0) booked = booked.then(() => book(payer, calls))
      return booked
    }
    return {
      flush,
      note(call: EndpointCall): void {
        // Nothing explains it, and an ingest sends much.
        kept.push({ ...call, sent: [] })
        if (kept.length >= mostKept) void flush()
      },
    }
  }

  /** Never fails: what the calls were made for is done, or has failed for a reason of its own. */
  async function book(payer: Payer, calls: readonly EndpointCall[]): Promise<void> {
    try {
      const entries = bookableCalls(payer, calls, parts.catalogue.current(), parts.newId)
      const reservations = calls.flatMap(({ reservation }) => reservation ?? [])
      parts.announce(await parts.ledger.book(entries, reservations, parts.clock()))
      await parts.watchBooks(entries.map((entry) => ({ entry })))
    } catch (error) {
      parts.log.error('ledger.calls-not-booked', { calls: calls.length, reason: messageOf(error) })
    }
  }

  return {
    async pay(request, make) {
      const account: Account = current.getStore() ?? {
        payer: installation,
        isBound: false,
        note: (call) => own.note(call),
      }
      const reservation = await reserve(account, request)
      const { estimatedTokens, ...described } = request
      const startedAt = parts.clock()
      const note = (ending: Pick<EndpointCall, 'usage' | 'outcome' | 'error' | 'reservation'>) =>
        account.note({ ...described, startedAt, milliseconds: parts.clock() - startedAt, ...ending })
      const reserved = reservation !== undefined && { reservation }
      try {
        const { value, tokens } = await make()
        const usage = { ...noUsage, promptTokens: tokens ?? estimatedTokens, estimated: tokens === undefined }
        note({ usage, outcome: 'finished', ...reserved })
        return value
      } catch (error) {
        const ending = failureOf(error)
        if (error instanceof LorekeepError && isRefusal(error.code)) {
          if (reservation !== undefined) await parts.budgets.release(reservation)
          note({ usage: noUsage, ...ending })
        } else note({ usage: { ...noUsage, promptTokens: estimatedTokens, estimated: true }, ...ending, ...reserved })
        throw error
      }
    },

    forQuestion: (payer, onCall, work) => current.run({ payer, isBound: true, note: onCall }, work),

    async booking(payer, isBound, work) {
      const keeper = createKeeper(payer)
      try {
        return await current.run({ payer, isBound, note: (call) => keeper.note(call) }, work)
      } finally {
        await keeper.flush()
      }
    },

    book: async (payer, calls) => {
      if (calls.length > 0) await book(payer, calls)
    },

    close: () => own.flush(),
  }
}

/** How a call ended that threw. What was sent may have been charged for, unless it was refused. */
function failureOf(error: unknown): Pick<EndpointCall, 'outcome' | 'error'> {
  const code = error instanceof LorekeepError ? error.code : 'internal'
  return { outcome: code === 'cancelled' ? 'cancelled' : 'failed', error: `${code}: ${messageOf(error)}` }
}
