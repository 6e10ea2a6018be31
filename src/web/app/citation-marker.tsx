import type { JSX } from 'preact'
import type { Citation } from '../../domain/answers/answer.ts'
import { usePage } from './page-context.ts'
import { citationLabel } from '../texts/citation-label.ts'

export interface CitationMarkerProps {
  readonly n: number
  readonly citation: Citation | undefined
}

/** The raised number that leads from a sentence to its evidence. */
export function CitationMarker({ n, citation }: CitationMarkerProps): JSX.Element {
  const { texts, openCitation } = usePage()
  if (!citation) return <sup class="marker unknown">[{n}]</sup>
  return (
    <sup class={`marker ${citation.support}`}>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={citationLabel(citation, texts)}
        title={citation.title}
        onClick={() => openCitation(citation)}
      >
        {n}
        {citation.support !== 'supported' && '?'}
      </button>
    </sup>
  )
}
