import { holdReply } from '../../answering/later/hold-reply.ts'
import { ownRoute } from '../../answering/draft.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { noUsage } from '../../domain/accounting/usage.ts'
import { type LaterParts, providerOf, replyTo } from './later-parts.ts'
import { forgetFiles, type LookAfter, type Standing } from './look-after.ts'

/**
 * Settles what batches that are over left at providers: it is cancelled there, and what was answered by then is booked,
 * since it is paid for. What cannot be settled yet is left for the next time.
 */
export type SettleLeftBehind = (signal: AbortSignal) => Promise<void>

const atOnce = 10

export function createSettleLeftBehind(parts: LaterParts, lookAfter: LookAfter): SettleLeftBehind {
  /** Those whose batch was looked for at the provider in vain: a list may lag behind. */
  const missed = new Set<string>()
  return async (signal) => {
    for (const delegation of await parts.delegations.leftBehind(atOnce)) {
      try {
        await settleOne(parts, lookAfter, missed, delegation, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof LorekeepError)) throw error
        parts.log.warn('batch.not-settled', { batch: delegation.batch, provider: delegation.provider.name, error })
      }
    }
  }
}

async function settleOne(
  parts: LaterParts,
  lookAfter: LookAfter,
  missed: Set<string>,
  delegation: Delegation,
  signal: AbortSignal,
): Promise<void> {
  const provider = providerOf(delegation, parts.catalogue.current())
  const cancelled = await cancelRemote(parts, delegation, signal)
  if (cancelled === 'not-found' && !missed.has(delegation.id)) {
    missed.add(delegation.id)
    return
  }
  const standing: Standing =
    cancelled === 'never-begun' || cancelled === 'not-found'
      ? {
          isOver: true,
          replies: new Map(),
          files: delegation.fileId === undefined ? [] : [delegation.fileId],
          ...(provider && { provider }),
        }
      : await lookAfter.look(cancelled, signal)
  if (!standing.isOver) return
  const batch = await parts.batches.get(delegation.batch)
  for (const question of await parts.delegations.questions(delegation.id)) {
    const { number, answerId, request } = question
    const reply = replyTo(question, standing.replies)
    const isPaid = request !== undefined && reply !== undefined && !('error' in reply)
    if (isPaid && standing.provider !== undefined && batch !== undefined) {
      const span = { from: delegation.createdAt, to: parts.clock() }
      const { call } = await holdReply(request, standing.provider, reply, span, parts.counter)
      await bookUnused(parts, batch.principal, answerId, call)
    } else if (request !== undefined) await parts.budgets.release(request.reservation)
    await parts.delegations.drop(delegation.id, number)
  }
  await forgetFiles(parts, delegation, standing, signal)
  await parts.delegations.note(delegation.id, { state: 'settled' })
}

/** Asks the provider to stop, as far as it began. @returns the delegation with what is known of it now */
async function cancelRemote(
  parts: LaterParts,
  delegation: Delegation,
  signal: AbortSignal,
): Promise<Delegation | 'never-begun' | 'not-found'> {
  const { state, fileId } = delegation
  const provider = providerOf(delegation, parts.catalogue.current())
  if (provider === undefined) return delegation
  if (state === 'prepared' || state === 'refused') return 'never-begun'
  const chat = parts.deferred(provider)
  const remoteId = delegation.remoteId ?? (await chat.find(fileId ?? '', signal))?.id
  if (remoteId === undefined) return 'not-found'
  await chat.cancel(remoteId, signal)
  return { ...delegation, state: 'submitted', remoteId }
}

/** As a question that was cancelled after its call. One that is booked already stays as it is. */
async function bookUnused(
  { settle, catalogue, clock }: LaterParts,
  principal: Parameters<LaterParts['settle']>[0]['principal'],
  answerId: string,
  call: Parameters<LaterParts['settle']>[0]['calls'][number],
): Promise<void> {
  try {
    await settle({
      answerId,
      principal,
      catalogue: catalogue.current(),
      calls: [call],
      route: ownRoute(),
      outcome: 'cancelled',
      cache: 'miss',
      baselineUsage: noUsage,
      at: clock(),
      facts: { error: 'cancelled' },
    })
  } catch (error) {
    if (!(error instanceof LorekeepError) || error.code !== 'conflict') throw error
  }
}
