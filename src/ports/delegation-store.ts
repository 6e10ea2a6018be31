import type { Delegation } from '../domain/batch/delegation.ts'
import type { ChatMessage } from './chat-model.ts'

/** A question that waits for the reply of a provider. */
export interface DelegatedQuestion {
  /** Its place in the batch. */
  readonly number: number
  /** The answer that will be made of the reply. */
  readonly answerId: string
  /** Absent for a question whose prompt is that of another: it is asked once that one has its answer. */
  readonly request?: DelegatedRequest
}

/** What a provider is asked for a question. */
export interface DelegatedRequest {
  /** What it is put as by itself. */
  readonly messages: readonly ChatMessage[]
  /** The prompt as counted by us, without a margin. */
  readonly promptTokens: number
  readonly reservation: string
  /** Absent where it is put by itself. */
  readonly part?: PromptPart
}

/** A question's part of a request that it shares with others. */
export interface PromptPart {
  /** The number of the first of them, by which the request is called. */
  readonly leader: number
  /** Its place among them, from 1. */
  readonly place: number
  /** What all of them are put as together. */
  readonly messages: readonly ChatMessage[]
  readonly promptTokens: number
  /** The vault that those were redacted with, as JSON. */
  readonly vault: string
  /** By the number of evidence in the request, the number that it has for this question alone; null for that of others. */
  readonly ownNumbers: readonly (number | null)[]
  /** What each of them has of the prompt, in tokens as estimated. */
  readonly promptWeights: readonly number[]
}

/** What was handed to batch APIs of providers, by batch. Prompts are sealed. */
export interface DelegationStore {
  /** Notes what is about to be handed over, before anything is. */
  prepare(delegation: Delegation, questions: readonly DelegatedQuestion[]): Promise<void>
  /** Those of a batch that are not settled, oldest first. */
  open(batch: string): Promise<readonly Delegation[]>
  /** The numbers of the questions of a batch that wait in those. */
  numbers(batch: string): Promise<ReadonlySet<number>>
  /** Notes how far one has come. */
  note(id: string, change: Partial<Pick<Delegation, 'state' | 'fileId' | 'remoteId' | 'requests'>>): Promise<void>
  /** Questions whose replies were not used up yet, in order. */
  questions(id: string): Promise<readonly DelegatedQuestion[]>
  /** Notes that nothing is to be made any more of what a question was to get. */
  drop(id: string, number: number): Promise<void>
  /** Of batches that are over, the oldest first: whatever their providers still did is to be paid for. */
  leftBehind(limit: number): Promise<readonly Delegation[]>
}
