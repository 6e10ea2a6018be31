import { hitAt } from '../src/evaluation/metrics/hit-at.ts'
import { reciprocalRankAt } from '../src/evaluation/metrics/reciprocal-rank.ts'

/** hit@1, hit@5 and MRR@10 over the ranks at which right answers came (1 is first; undefined is not among the ten). */
export interface RankingScores {
  readonly questions: number
  readonly hitAt1: number
  readonly hitAt5: number
  readonly mrrAt10: number
}

export function scoreRanks(ranks: readonly (number | undefined)[]): RankingScores {
  const results = ranks.map(resultsWithRightAt)
  const mean = (score: (relevant: readonly boolean[]) => number) =>
    results.reduce((sum, relevant) => sum + score(relevant), 0) / results.length
  return {
    questions: ranks.length,
    hitAt1: mean((relevant) => hitAt(1, relevant)),
    hitAt5: mean((relevant) => hitAt(5, relevant)),
    mrrAt10: mean((relevant) => reciprocalRankAt(10, relevant)),
  }
}

function resultsWithRightAt(rank: number | undefined): readonly boolean[] {
  return rank === undefined ? [] : Array.from({ length: rank }, (_, index) => index + 1 === rank)
}

/** The rank of the first item that is right. */
export function rankOf<T>(items: readonly T[], isRight: (item: T) => boolean): number | undefined {
  const index = items.findIndex(isRight)
  return index === -1 ? undefined : index + 1
}

export function formatScores({ questions, hitAt1, hitAt5, mrrAt10 }: RankingScores): string {
  const short = (value: number) => value.toFixed(3).replace(/^0/, '')
  return `${short(hitAt1)} / ${short(hitAt5)} / ${short(mrrAt10)}  (${questions} questions)`
}
