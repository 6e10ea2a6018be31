import { aurocOf } from '../../src/evaluation/fit-gate.ts'
import { readSolved, type Solved } from './solved-sums.ts'

/**
 * Sums of a schoolbook (GSM8K as RouteLLM ran it): whether difficulty, which was learned from nothing of the kind, tells
 * where the weak model went wrong. AUROC of that, and APGR: the mean share of the gap between the two models that is
 * closed, over all shares of questions that go to the strong one (Ong et al. 2024, "RouteLLM").
 */
export async function measureModelCorrectness(difficultyOf: (question: string) => Promise<number>): Promise<void> {
  const solved = await readSolved()
  const difficulties: number[] = []
  for (const { question } of solved) difficulties.push(await difficultyOf(question))
  print('GSM8K, difficulty', solved, difficulties)
  print(
    'GSM8K, length alone',
    solved,
    solved.map(({ question }) => question.length),
  )
}

function print(name: string, solved: readonly Solved[], scores: readonly number[]): void {
  const of = (right: boolean) => scores.filter((_, at) => solved[at]?.byWeak === right)
  console.log(
    `${name.padEnd(38)} ${solved.length} questions: AUROC ${aurocOf(of(false), of(true)).toFixed(3)}, APGR ${apgr(solved, scores).toFixed(3)}`,
  )
}

function apgr(solved: readonly Solved[], scores: readonly number[]): number {
  const order = [...solved.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const right = (of: (one: Solved) => boolean) => solved.filter(of).length
  const [lowest, highest] = [right(({ byWeak }) => byWeak), right(({ byStrong }) => byStrong)]
  let correct = lowest
  let closed = 0
  for (const at of order) {
    const one = solved[at]
    correct += Number(one?.byStrong) - Number(one?.byWeak)
    closed += (correct - lowest) / (highest - lowest)
  }
  return closed / order.length
}
