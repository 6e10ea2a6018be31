import { questionText, type SourcedText } from '../../domain/privacy/sourced-text.ts'
import type { GuardedReranker } from '../../ports/guarded-reranker.ts'
import { attempt, type Finding } from './finding.ts'

const prepareTimeLimitMs = 300_000

const question = 'How many days of annual leave does an employee receive in the first year?'
/** As many passages as a search has looked at, of the length that chunks may have. */
const passages: readonly SourcedText[] = Array.from({ length: 40 }, (_, at) =>
  questionText(`${at}. ${'Employees ask their manager for annual leave two weeks ahead, in the portal. '.repeat(14)}`),
)

/** Whether the rerank model, where one is configured, scores what a search finds, and in time. */
export async function checkReranker(reranker: GuardedReranker | undefined): Promise<readonly Finding[]> {
  if (reranker === undefined) return []
  const { finding } = await attempt('rerank model', async () => {
    await reranker.prepare?.(AbortSignal.timeout(prepareTimeLimitMs))
    const startedAt = performance.now()
    await reranker.scores(question, passages)
    return `scores ${passages.length} passages in ${Math.round(performance.now() - startedAt)} ms`
  })
  return [finding]
}
