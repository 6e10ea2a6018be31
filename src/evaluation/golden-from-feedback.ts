import type { AnswerJournal, RatedAnswer } from '../ports/answer-journal.ts'
import { type GoldenLine, questionId } from './golden-question.ts'

const answersAtATime = 200

/**
 * What people thought of answers, as golden questions, each question once and as it was rated last. A
 * thumb up confirms what was said: the cited documents, the first quote and the text become what is
 * expected. A thumb down says only that something is wrong: it becomes a question in review, with what
 * was given and the comment, for a person to correct. Who asked and who rated is left out; texts are as
 * they are stored.
 */
export async function goldenFromFeedback(
  journal: Pick<AnswerJournal, 'rated'>,
  wanted: { readonly since: number; readonly rating?: RatedAnswer['feedback']['rating'] },
): Promise<readonly GoldenLine[]> {
  const lines = new Map<string, GoldenLine>()
  for (let after: { at: number; id: string } | undefined; ;) {
    const rated = await journal.rated({ ...wanted, limit: answersAtATime, ...(after !== undefined && { after }) })
    for (const stored of rated) {
      const line = goldenLineOf(stored)
      const id = questionId(line.question)
      lines.delete(id)
      lines.set(id, line)
    }
    const last = rated.at(-1)
    if (last === undefined || rated.length < answersAtATime) return [...lines.values()]
    after = { at: last.feedback.at, id: last.answer.id }
  }
}

function goldenLineOf({ answer, explanation, feedback }: RatedAnswer): GoldenLine {
  const { rating, comment } = feedback
  // A question that went on with a conversation means something only with what it went on with.
  const question = explanation.standaloneQuestion
  const documents = [...new Set(answer.citations.map(({ source }) => source))]
  const text = answer.text.replaceAll(/\s*\[\d+\]/g, '').trim()
  const tags = ['feedback', rating]
  const said = comment === undefined || comment.trim() === '' ? {} : { comment }
  if (rating === 'down') {
    const given = { answerId: answer.id, status: answer.status, documents, answer: text }
    return { question, documents: [], status: 'review', tags, ...said, given }
  }
  if (answer.status !== 'answered') return { question, documents: [], status: answer.status, tags, ...said }
  const [first] = answer.citations
  const passage = first === undefined ? {} : { passage: first.quote }
  return { question, documents, ...passage, answer: text, status: 'answered', tags, ...said }
}
