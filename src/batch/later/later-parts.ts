import type { Park } from '../../answering/later/park.ts'
import type { SharePrompts } from '../../answering/later/share-prompts.ts'
import type { DeferringProvider, ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import type { Settle } from '../../answering/conclusion/settle.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { DeferredChatFactory, DeferredReply } from '../../ports/deferred-chat.ts'
import type { DelegatedQuestion, DelegationStore } from '../../ports/delegation-store.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import type { AnswerQuestionsParts } from '../answer-questions.ts'

/** What the batch APIs of providers need beside a batch that is answered at once. */
export interface LaterParts extends AnswerQuestionsParts {
  readonly delegations: DelegationStore
  readonly deferred: DeferredChatFactory
  readonly park: Park
  readonly sharePrompts: SharePrompts
  readonly budgets: Pick<BudgetStore, 'extend' | 'release'>
  readonly settle: Settle
  readonly counter: TokenCounter
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly audit: Pick<AuditLog, 'append'>
}

/** The provider of a delegation as it is configured now; undefined when it is no more, or has no batch API any more. */
export function providerOf({ provider }: Delegation, catalogue: ModelCatalogue): DeferringProvider | undefined {
  const found = catalogue.providers.find(({ name, model }) => name === provider.name && model === provider.model)
  return found?.batch === undefined ? undefined : { ...found, batch: found.batch }
}

/** What a request is called at the provider: nothing that tells of the question. */
export function requestIdOf(number: number): string {
  return `question-${String(number).padStart(6, '0')}`
}

/** The reply to the request that asks a question, by itself or with others. */
export function replyTo(
  { number, request }: DelegatedQuestion,
  replies: ReadonlyMap<string, DeferredReply>,
): DeferredReply | undefined {
  return request && replies.get(requestIdOf(request.part?.leader ?? number))
}

export function fileNameOf({ id }: Pick<Delegation, 'id'>): string {
  return `lorekeep-${id}`
}

export function reservationsOf(questions: readonly DelegatedQuestion[]): readonly string[] {
  return questions.flatMap(({ request }) => request?.reservation ?? [])
}
