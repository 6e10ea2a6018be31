/** One event of the trail. `details` never holds question, passage or answer text. */
export interface AuditEvent {
  readonly at: number
  readonly actor: string
  readonly action:
    | 'question.answered'
    | 'question.abstained'
    | 'question.blocked'
    | 'question.failed'
    | 'question.cancelled'
    | 'answer.judged'
    | 'document.ingested'
    | 'document.relabelled'
    | 'document.removed'
    | 'source.rolled-back'
    | 'key.created'
    | 'key.revoked'
    | 'site.created'
    | 'site.removed'
    | 'source.defined'
    | 'source.removed'
    | 'sign-in'
    | 'policy.changed'
    | 'feedback.exported'
    | 'ledger.alarm'
    | 'batch.created'
    | 'batch.cancelled'
    | 'batch.delegated'
    | 'cache.cleared'
    | 'budget.changed'
    | 'budget.removed'
    | 'budget.warning'
  readonly subject: string
  readonly details: Readonly<Record<string, unknown>>
}

/** An event with its place in the chain: `hash` covers the event and the hash before it. */
export interface AuditRecord extends AuditEvent {
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
}
