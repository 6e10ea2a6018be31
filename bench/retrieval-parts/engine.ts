import { formatScores, scoreRanks } from '../ranking-scores.ts'
import { documentRank, type FoundText, type QuestionSet, sectionRank } from './question-set.ts'

/** Something that searches the documents of a set. */
export interface Engine {
  readonly name: string
  /** @param limit how many texts at most, best first */
  search(question: string, limit: number): Promise<readonly FoundText[]>
}

/** So many that there are ten documents among them. */
const textsRanked = 50

/** What a person asks for at a time, and how many questions are timed. */
const timed = { texts: 10, questions: 200 }

/** Asks every question, and prints how well and how fast they were answered. */
export async function measure(engine: Engine, set: QuestionSet): Promise<void> {
  const documents: (number | undefined)[] = []
  const sections: (number | undefined)[] = []
  for (const question of set.questions) {
    const found = await engine.search(question.question, textsRanked)
    documents.push(documentRank(question, found))
    if (question.answer !== undefined) sections.push(sectionRank(question, found))
  }
  print(`${set.name}, right document`, engine.name, formatScores(scoreRanks(documents)))
  if (sections.length > 0) print(`${set.name}, right section`, engine.name, formatScores(scoreRanks(sections)))
  await measureTime(engine, set)
}

export async function measureTime(engine: Engine, set: QuestionSet): Promise<void> {
  const times = await timesOf(set, (question) => engine.search(question, timed.texts))
  printTimes(`${set.name}, time`, engine.name, times)
}

/** How long some work takes with questions of a set, in ms. */
export async function timesOf({ questions }: QuestionSet, work: (question: string) => Promise<unknown>) {
  const step = Math.max(1, Math.floor(questions.length / timed.questions))
  const times: number[] = []
  // A word more each, so that nothing remembers the question.
  for (const { question } of questions.filter((_, index) => index % step === 0)) {
    const startedAt = performance.now()
    await work(`${question} (${times.length})`)
    times.push(performance.now() - startedAt)
  }
  return times
}

/** Prints the median and the 95th percentile, without the first five, for which things were still being loaded. */
export function printTimes(what: string, who: string, times: readonly number[]): void {
  const sorted = times.slice(5).toSorted((a, b) => a - b)
  print(what, who, `p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms`)
}

export function print(what: string, who: string, figures: string): void {
  console.log(`${what.padEnd(46)} ${who.padEnd(26)} ${figures}`)
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
}
