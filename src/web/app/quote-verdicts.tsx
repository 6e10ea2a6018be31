import type { JSX } from 'preact'
import type { Citation } from '../../domain/answers/answer.ts'
import type { QuoteVerdict } from '../../domain/answers/explanation.ts'
import { ExplainedPart } from './explained-part.tsx'
import { usePage } from './page-context.ts'

/** Whether the quoted words still stand in the documents: one line when all do, else one for each that does not. */
export function QuoteVerdicts({
  citations,
  quotes,
}: {
  readonly citations: readonly Citation[]
  readonly quotes: readonly QuoteVerdict[]
}): JSX.Element | null {
  const { texts } = usePage()
  if (quotes.length === 0) return null
  const verified = quotes.filter(({ verdict }) => verdict === 'verified').length
  const others = quotes.filter(({ verdict }) => verdict !== 'verified')
  return (
    <ExplainedPart heading={texts.explain.quotesHeading}>
      <p>{texts.explain.quotesVerified(verified, quotes.length)}</p>
      {others.length > 0 && (
        <ul class="quote-verdicts">
          {others.map((quote) => (
            <li key={quote.n} class={quote.verdict}>
              {texts.explain.quoteFound[quote.now ?? 'differs'](
                quote.n,
                citations.find(({ n }) => n === quote.n)?.title ?? '',
              )}
            </li>
          ))}
        </ul>
      )}
    </ExplainedPart>
  )
}
