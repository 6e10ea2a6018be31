import type { Citation } from '../../domain/answers/answer.ts'
import type { QuoteVerdict } from '../../domain/answers/explanation.ts'

/** Whether the quotes of an answer still stand in the documents: a line for all that do, and one for each that does not. */
export function describeQuotes(citations: readonly Citation[], quotes: readonly QuoteVerdict[]): readonly string[] {
  if (quotes.length === 0) return []
  const verified = quotes.filter(({ verdict }) => verdict === 'verified').length
  return [
    `Quotes: ${verified} of ${quotes.length} stand word for word in the version they cite.`,
    ...quotes
      .filter(({ verdict }) => verdict !== 'verified')
      .map((quote) => {
        const citation = citations.find(({ n }) => n === quote.n)
        return `  [${quote.n}] ${citation?.source ?? ''}: ${reasonFor(quote)}`
      }),
  ]
}

function reasonFor({ verdict, now }: QuoteVerdict): string {
  if (verdict === 'differs') {
    return 'the stored text does not hold these words where they were quoted. It may be damaged: run "lorekeep verify".'
  }
  if (now === 'removed') return 'the document has been removed since.'
  return now === 'still-there'
    ? 'the document has changed since; its present text still holds these words.'
    : 'the document has changed since, and its present text does not hold these words any more.'
}
