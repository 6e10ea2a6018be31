import type { Answer } from '../../domain/answers/answer.ts'
import type { Texts } from './texts.ts'

/** An answer as plain text to paste elsewhere, with its sources below, so that the numbers keep their meaning. */
export function answerForClipboard({ text, citations }: Pick<Answer, 'text' | 'citations'>, { answer }: Texts): string {
  const sources = citations.map(
    ({ n, title, page }) => `[${n}] ${title}${page === undefined ? '' : `, ${answer.page(page)}`}`,
  )
  return [text.trim(), ...(sources.length > 0 ? [sources.join('\n')] : [])].join('\n\n')
}
