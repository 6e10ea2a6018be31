import type { ErrorCode } from '../../../domain/errors.ts'

/** What is asked of a model about some texts. */
export interface ModelTask {
  readonly texts: readonly string[]
}

/** What a thread with a model is told. */
export type ModelRequest<Task extends ModelTask> =
  /** Urgent work overtakes other work. */
  | { readonly type: 'work'; readonly id: number; readonly urgent: boolean; readonly task: Task }
  | { readonly type: 'cancel'; readonly id: number }
  /** Finish what the model is busy with, then end: a thread that is ended in the middle of that takes the process along. */
  | { readonly type: 'end' }

/** What it says: `ready` comes first; then one message for each piece of work that was not cancelled. */
export type ModelReply<Result> =
  | { readonly type: 'ready' }
  /** One result for each text, in order. */
  | { readonly type: 'done'; readonly id: number; readonly results: readonly Result[] }
  | { readonly type: 'failed'; readonly id: number; readonly code: ErrorCode; readonly message: string }
