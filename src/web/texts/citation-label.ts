import type { Citation } from '../../domain/answers/answer.ts'
import type { Texts } from './texts.ts'

/** What a citation's number says to somebody who does not see it. */
export function citationLabel({ n, title, support }: Citation, { answer }: Texts): string {
  const label = answer.source(n, title)
  if (support === 'weak') return `${label} (${answer.weakLabel})`
  if (support === 'unsupported') return `${label} (${answer.unsupportedLabel})`
  return label
}
