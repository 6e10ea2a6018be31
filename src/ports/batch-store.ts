import type { Batch, BatchQuestion, BatchStatus, GivenQuestion } from '../domain/batch/batch.ts'

export type NewBatch = Pick<
  Batch,
  'id' | 'name' | 'principal' | 'settings' | 'columns' | 'questionColumn' | 'currency' | 'createdAt'
>

/** What became of a question. */
export type QuestionEnding = Pick<BatchQuestion, 'answerId' | 'costMicros' | 'error'> & {
  readonly state: Exclude<BatchQuestion['state'], 'waiting'>
}

/** Why a batch ended, or rests. */
export interface BatchEnding extends Pick<Batch, 'error'> {
  readonly status: Exclude<BatchStatus, 'running'>
  /** Of a batch that waits: before it, nobody needs to take it up. In ms since the epoch. */
  readonly resumeAt?: number
}

/**
 * Batches and their questions. One process at a time, the *runner*, carries out a batch: it holds it as long as it
 * gives signs of life, and what a former runner still writes is refused.
 */
export interface BatchStore {
  /** @param runner who carries it out from the start; without one it waits for somebody to take it */
  create(batch: NewBatch, questions: readonly GivenQuestion[], runner?: string): Promise<void>
  get(id: string): Promise<Batch | undefined>
  /** Newest first; those of one principal, or of all. */
  list(options: { readonly principalId?: string; readonly limit: number }): Promise<readonly Batch[]>
  /** In the order they were given. */
  questions(
    id: string,
    page: { readonly after: number; readonly limit: number; readonly waiting?: true },
  ): Promise<readonly BatchQuestion[]>
  /** Batches that wait for somebody now, or whose runner fell silent; the oldest first. */
  toTake(limit: number): Promise<readonly string[]>
  /** Makes a process the runner of a batch that waits, is paused, or whose runner fell silent. False for any other. */
  take(id: string, runner: string): Promise<boolean>
  /** A sign of life. */
  alive(id: string, runner: string): Promise<{ readonly isRunner: boolean; readonly isCancelRequested: boolean }>
  /** Notes under which id a question will be answered, before it is asked. @throws LorekeepError `conflict` for who is not the runner */
  begin(id: string, runner: string, number: number, answerId: string): Promise<void>
  /** @throws LorekeepError `conflict` for who is not the runner */
  end(id: string, runner: string, number: number, ending: QuestionEnding): Promise<void>
  /** Lets go of a batch. Nothing happens for who is not the runner. */
  release(id: string, runner: string, ending: BatchEnding): Promise<void>
  /** Cancels a batch at once where nobody carries it out, else asks its runner to. One that is over stays as it is. */
  requestCancel(id: string): Promise<void>
  /** Lets the questions that failed wait again, and the batch with them. @returns how many */
  reopen(id: string): Promise<number>
}
