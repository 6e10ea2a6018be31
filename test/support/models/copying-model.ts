import type { ReplyText } from '../openai-server/behaviours.ts'

/**
 * A model that copies: to each question, the sentence of its evidence that shares most words with it. It stands for
 * nothing that a real model would write, and serves to count tokens and to see whether every answer arrives at its
 * question.
 */
export const copyFromEvidence: ReplyText = (request) => {
  const prompt = request.messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n')
  const evidence = [...prompt.matchAll(/<evidence number="(\d+)">\n[^\n]*\n([\s\S]*?)\n<\/evidence>/g)].map(
    ([, number, text]) => ({ number: Number(number), text: text ?? '' }),
  )
  const several = [...prompt.matchAll(/^Q(\d+) \((?:Evidence|资料) ([\d, ]+)\): (.*)$/gm)]
  if (several.length === 0) return best(/^(?:Question|问题): ([\s\S]*)$/m.exec(prompt)?.[1] ?? '', evidence)
  return several
    .map(([, number, own = '', question = '']) => {
      const numbers = new Set(own.split(',').map(Number))
      return `## Q${number}\n${best(
        question,
        evidence.filter((piece) => numbers.has(piece.number)),
      )}`
    })
    .join('\n\n')
}

function best(question: string, evidence: readonly { readonly number: number; readonly text: string }[]): string {
  const asked = new Set(wordsOf(question))
  const [found] = evidence
    .flatMap(({ number, text }) =>
      text.split(/(?<=[.!?。！？])\s*|\n+/).map((sentence) => ({ number, sentence: sentence.trim() })),
    )
    .map((candidate) => ({ ...candidate, score: wordsOf(candidate.sentence).filter((word) => asked.has(word)).length }))
    .toSorted((a, b) => b.score - a.score)
  return found === undefined || found.score === 0 ? 'NOT_FOUND' : `${found.sentence} [${found.number}]`
}

/** Words, and pairs of Chinese characters. */
function wordsOf(text: string): readonly string[] {
  const han = [...text.matchAll(/(?=(\p{Script=Han}{2}))/gu)].map(([, pair]) => pair ?? '')
  return [...new Set([...(text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []), ...han])]
}
