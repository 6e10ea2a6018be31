import { administrator } from '../../src/access/sign-in.ts'
import { createRetrieve } from '../../src/answering/retrieval/retrieve.ts'
import type { Lorekeep } from '../../src/compose.ts'
import { measureTime, print, printTimes, timesOf } from './engine.ts'
import { withLorekeep } from './lorekeep-engine.ts'
import { handbookSet, type QuestionSet, xquadSet } from './question-set.ts'

/** How many candidates the aim for looking once more is stated for. */
const candidates = 30
const signal = AbortSignal.timeout(3_600_000)

/** How long a search takes, the closer look within it, and an answer without a model: English and Chinese. */
export async function measureLatency(): Promise<void> {
  for (const set of [await handbookSet(), await xquadSet('zh', 'zh')]) {
    await withLorekeep(set, async (engine, lorekeep) => {
      await measureTime(engine, set)
      await measureRerank(lorekeep, set)
      await measureAnswers(lorekeep, set)
    })
  }
}

/** What the closer look adds to each search. */
async function measureRerank({ retrieveParts }: Lorekeep, set: QuestionSet): Promise<void> {
  const times: number[] = []
  const retrieve = createRetrieve({
    ...retrieveParts,
    rerank: async (question, passages, given) => {
      const startedAt = performance.now()
      const measures = await retrieveParts.rerank(question, passages.slice(0, candidates), given)
      times.push(performance.now() - startedAt)
      return measures
    },
  })
  await timesOf(set, (question) => retrieve(question, administrator, {}, 10, signal))
  printTimes(`${set.name}, closer look`, `${candidates} candidates`, times)
}

async function measureAnswers(lorekeep: Lorekeep, set: QuestionSet): Promise<void> {
  let answered = 0
  const times = await timesOf(set, async (question) => {
    const answer = await lorekeep.ask({ question }, administrator, () => undefined, signal)
    if (answer.status === 'answered') answered += 1
  })
  printTimes(`${set.name}, extractive answer`, 'without a model', times)
  print(`${set.name}, extractive answer`, 'without a model', `${answered} of ${times.length} answered`)
}
