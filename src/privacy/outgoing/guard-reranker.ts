import { questionText } from '../../domain/privacy/sourced-text.ts'
import type { GuardedReranker } from '../../ports/guarded-reranker.ts'
import type { Reranker } from '../../ports/reranker.ts'
import type { CloudGuard } from './cloud-guard.ts'

/** For a model in the house, which may see every text as it is. */
export function openReranker(reranker: Reranker): GuardedReranker {
  return {
    ...preparing(reranker),
    scores: (question, passages, signal) =>
      reranker.scores(
        question,
        passages.map(({ text }) => text),
        signal,
      ),
  }
}

/** For a model in the cloud: it sees what the guard lets through. */
export function guardReranker(reranker: Reranker, guard: Pick<CloudGuard, 'prepare'>): GuardedReranker {
  return {
    ...preparing(reranker),
    async scores(question, passages, signal) {
      const [asked, ...ready] = await guard.prepare([questionText(question), ...passages])
      const sent = ready.filter((text) => text !== undefined)
      if (asked === undefined || sent.length === 0) return passages.map(() => undefined)
      const scores = await reranker.scores(asked, sent, signal)
      let next = 0
      return ready.map((text) => (text === undefined ? undefined : scores[next++]))
    },
  }
}

function preparing(reranker: Reranker): Pick<GuardedReranker, 'prepare'> {
  return reranker.prepare === undefined ? {} : { prepare: async (signal) => reranker.prepare?.(signal) }
}
