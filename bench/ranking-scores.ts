/** hit@1, hit@5 and MRR@10 over the ranks at which right answers came (1 is first; undefined is not among the ten). */
export interface RankingScores {
  readonly questions: number
  readonly hitAt1: number
  readonly hitAt5: number
  readonly mrrAt10: number
}

export function scoreRanks(ranks: readonly (number | undefined)[]): RankingScores {
  const share = (isHit: (rank: number) => boolean) =>
    ranks.filter((rank) => rank !== undefined && isHit(rank)).length / ranks.length
  return {
    questions: ranks.length,
    hitAt1: share((rank) => rank === 1),
    hitAt5: share((rank) => rank <= 5),
    mrrAt10:
      ranks.reduce<number>((sum, rank) => sum + (rank !== undefined && rank <= 10 ? 1 / rank : 0), 0) / ranks.length,
  }
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
