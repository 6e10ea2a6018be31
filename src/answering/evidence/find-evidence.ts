import type { Findings } from '../draft.ts'
import type { Inquiry } from '../inquiry.ts'
import { evidencePassages, type Retrieve } from '../retrieval/retrieve.ts'
import type { JudgeEvidence } from './judge-evidence.ts'
import { withhold } from './withhold.ts'

export interface FindEvidenceParts {
  readonly retrieve: Retrieve
  readonly judgeEvidence: JudgeEvidence
}

/** What was found on a question, what of it may be evidence, and whether that can carry an answer. */
export type FoundEvidence = Pick<Findings, 'passages' | 'withheld' | 'judgement' | 'comparison'>

/** @param question as it is searched, which for a follow-up is not as it was asked */
export async function findEvidence(
  { retrieve, judgeEvidence }: FindEvidenceParts,
  { request, principal, policy, findSensitive, stopwatch }: Inquiry,
  question: string,
  signal: AbortSignal,
): Promise<FoundEvidence> {
  const retrieved = await stopwatch.stage('retrieve', () =>
    retrieve(question, principal, request.filters ?? {}, evidencePassages, signal),
  )
  const { passages, withheld } = await stopwatch.stage('withhold', () => withhold(retrieved, policy, findSensitive))
  const { judgement, comparison } = await stopwatch.stage('judge', () => judgeEvidence(question, passages, signal))
  return { passages, withheld, judgement, comparison }
}
