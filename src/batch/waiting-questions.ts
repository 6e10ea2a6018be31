import type { BatchQuestion } from '../domain/batch/batch.ts'
import type { BatchStore } from '../ports/batch-store.ts'

/** How many questions are looked through for those that can be put to a model together. */
const windowSize = 24

/** The questions of a batch that wait, a window at a time, each once. */
export async function* eachWindow(
  batches: Pick<BatchStore, 'questions'>,
  id: string,
): AsyncGenerator<readonly BatchQuestion[], void, undefined> {
  let after = 0
  while (true) {
    const questions = await batches.questions(id, { after, limit: windowSize, waiting: true })
    const last = questions.at(-1)
    if (last === undefined) return
    after = last.number
    yield questions
  }
}
