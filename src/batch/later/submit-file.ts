import { requestsOf } from '../../answering/later/share-prompts.ts'
import type { DeferringProvider } from '../../domain/routing/model-catalogue.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { DelegatedQuestion } from '../../ports/delegation-store.ts'
import { fileNameOf, type LaterParts, requestIdOf, reservationsOf } from './later-parts.ts'

/** A reservation holds on after the provider meant to be done. */
const graceMs = 2 * 60 * 60 * 1000

/**
 * Hands the requests of a delegation that is prepared to the provider. Each step is noted before the next is taken, so
 * that whoever finds it after a crash knows what may have been done. What the provider takes only later stays `prepared`,
 * what it never will is `refused`, and what is in doubt `uploaded`. Refused as well is what nothing is set aside for any
 * more, as it lay too long.
 */
export async function submitFile(
  parts: LaterParts,
  delegation: Delegation,
  questions: readonly DelegatedQuestion[],
  provider: DeferringProvider,
  signal: AbortSignal,
): Promise<void> {
  const requests = requestsOf(questions).map((request) => ({ ...request, id: requestIdOf(request.number) }))
  const { id, batch, dueAt } = delegation
  const reservations = reservationsOf(questions)
  if ((await parts.budgets.extend(reservations, dueAt + graceMs)) < reservations.length) {
    await parts.delegations.note(id, { state: 'refused' })
    return
  }
  let fileId: string
  try {
    fileId = await parts.deferred(provider).upload(fileNameOf(delegation), requests, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof LorekeepError)) throw error
    parts.log.warn('batch.not-uploaded', { batch, provider: provider.name, error })
    if (!error.retryable) await parts.delegations.note(id, { state: 'refused' })
    return
  }
  await parts.delegations.note(id, { state: 'uploaded', fileId })
  const { name, model, tier } = provider
  await parts.audit.append({
    at: parts.clock(),
    actor: 'system',
    action: 'batch.delegated',
    subject: batch,
    details: { provider: name, model, tier, requests: requests.length },
  })
  await submitUploaded(parts, { ...delegation, fileId }, provider, signal)
}

/**
 * Has the provider answer a file that is there. To be called only when it is known to have made no batch of it. Where it
 * takes none now, or nobody can say whether it did, the delegation stays `uploaded`, and is to be looked for.
 */
export async function submitUploaded(
  parts: LaterParts,
  { id, batch, fileId = '' }: Delegation,
  provider: DeferringProvider,
  signal: AbortSignal,
): Promise<void> {
  const { delegations, log } = parts
  try {
    const remote = await parts.deferred(provider).submit(fileId, fileNameOf({ id }), signal)
    await delegations.note(id, { state: 'submitted', remoteId: remote.id })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof LorekeepError)) throw error
    log.warn('batch.not-submitted', { batch, provider: provider.name, error })
    if (!error.retryable) await delegations.note(id, { state: 'refused' })
    return
  }
}
