import type { JSX } from 'preact'
import type { ExplainedPassage, ExplainedRecital } from '../../domain/answers/explanation.ts'
import { ExplainedPart } from './explained-part.tsx'
import { usePage } from './page-context.ts'

/** Documents that the model repeated at length without citing them, and what became of that: a line for each. */
export function Recitals({
  recited,
  passages,
}: {
  readonly recited: readonly ExplainedRecital[]
  readonly passages: readonly ExplainedPassage[]
}): JSX.Element | null {
  const { texts } = usePage()
  if (recited.length === 0) return null
  const nameOf = ({ documentId, source }: ExplainedRecital) =>
    passages.find((passage) => passage.documentId === documentId)?.title ?? source
  const lines = recited.map((recital) => texts.explain.recited[recital.treatment](nameOf(recital)))
  return (
    <ExplainedPart heading={texts.explain.recitedHeading}>
      <ul class="reasons recitals">
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ExplainedPart>
  )
}
