import type { DeferringProvider } from '../../domain/routing/model-catalogue.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { DeferredReply, RemoteBatch } from '../../ports/deferred-chat.ts'
import { fileNameOf, type LaterParts, providerOf, reservationsOf } from './later-parts.ts'
import { submitFile, submitUploaded } from './submit-file.ts'

/** How a delegation stands: at work, or with what came of it, which may be nothing. */
export type Standing =
  | { readonly isOver: false; readonly lookEveryMs: number }
  | {
      readonly isOver: true
      readonly replies: ReadonlyMap<string, DeferredReply>
      readonly provider?: DeferringProvider
      /** What is to be deleted at the provider once the replies are used. */
      readonly files: readonly string[]
    }

const anHourMs = 60 * 60 * 1000
/** How long a file is offered to a provider that takes none now. */
const offeredForMs = anHourMs
/** How often one is looked for in vain before its provider is taken not to have made a batch of its file. */
const looksForFile = 2

export interface LookAfter {
  /**
   * Looks how a delegation stands at its provider. One whose submission is in doubt is looked for there, and submitted
   * only when it is not found.
   * @throws LorekeepError where the provider cannot be asked now
   */
  look(delegation: Delegation, signal: AbortSignal): Promise<Standing>
}

export function createLookAfter(parts: LaterParts): LookAfter {
  const { delegations, budgets, catalogue, clock, log } = parts
  const missed = new Map<string, number>()
  const nothing: Standing = { isOver: true, replies: new Map(), files: [] }

  async function findUploaded(
    delegation: Delegation,
    provider: DeferringProvider,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { id, fileId = '' } = delegation
    const found = await parts.deferred(provider).find(fileId, signal)
    if (found !== undefined) {
      await delegations.note(id, { state: 'submitted', remoteId: found.id })
      return found.id
    }
    const times = (missed.get(id) ?? 0) + 1
    missed.set(id, times)
    if (times < looksForFile) return undefined
    if (clock() - delegation.createdAt > offeredForMs) await delegations.note(id, { state: 'refused' })
    else await submitUploaded(parts, delegation, provider, signal)
    return undefined
  }

  async function noteProgress(delegation: Delegation, remote: RemoteBatch): Promise<void> {
    const { id, dueAt, requests } = delegation
    const { done, failed } = remote
    if (done !== requests.done || failed !== requests.failed) {
      await delegations.note(id, { requests: { ...requests, done, failed } })
    }
    const now = clock()
    if (now > dueAt - anHourMs) {
      await budgets.extend(reservationsOf(await delegations.questions(id)), now + 3 * anHourMs)
    }
  }

  return {
    async look(delegation, signal) {
      const { state, fileId, batch } = delegation
      const provider = providerOf(delegation, catalogue.current())
      if (provider === undefined) {
        log.error('batch.provider-gone', { batch, provider: delegation.provider.name })
        return nothing
      }
      const waiting: Standing = { isOver: false, lookEveryMs: provider.batch.lookEveryMs }
      const chat = parts.deferred(provider)
      const ownFiles = fileId === undefined ? [] : [fileId]
      if (state === 'refused') return { ...nothing, provider, files: ownFiles }
      if (state === 'prepared') {
        if (clock() - delegation.createdAt > offeredForMs) return { ...nothing, provider, files: ownFiles }
        await submitFile(parts, delegation, await delegations.questions(delegation.id), provider, signal)
        return waiting
      }
      const remoteId = delegation.remoteId ?? (await findUploaded(delegation, provider, signal))
      if (remoteId === undefined) return waiting
      const remote = await chat.look(remoteId, signal)
      if (remote === undefined) {
        log.error('batch.lost-at-provider', { batch, provider: provider.name, remote: remoteId })
        return { ...nothing, provider, files: ownFiles }
      }
      await noteProgress(delegation, remote)
      if (!remote.hasEnded) return waiting
      if (remote.status !== 'completed') {
        const { status, problem } = remote
        log.warn('batch.cut-short-at-provider', { batch, provider: provider.name, status, problem })
      }
      return {
        isOver: true,
        replies: await repliesOf(remote, provider, signal),
        provider,
        files: [...ownFiles, ...remote.files],
      }
    },
  }

  /** Of a batch whose replies are not to be had any more there are none: it is said, and the questions are asked anew. */
  async function repliesOf(remote: RemoteBatch, provider: DeferringProvider, signal: AbortSignal) {
    try {
      return await parts.deferred(provider).replies(remote, signal)
    } catch (error) {
      if (!(error instanceof LorekeepError) || error.retryable) throw error
      log.error('batch.replies-lost', { provider: provider.name, remote: remote.id, error })
      return new Map<string, DeferredReply>()
    }
  }
}

/** Deletes what is left at a provider. That it does not succeed holds nothing up. */
export async function forgetFiles(
  { deferred, log }: LaterParts,
  delegation: Delegation,
  standing: Extract<Standing, { isOver: true }>,
  signal: AbortSignal,
): Promise<void> {
  const { provider, files } = standing
  if (provider === undefined || files.length === 0) return
  try {
    await deferred(provider).forget(files, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof LorekeepError)) throw error
    log.warn('batch.files-left-at-provider', { provider: provider.name, name: fileNameOf(delegation), error })
  }
}
