import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Citation } from '../../domain/answer.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { isDocumentAddress } from './api.ts'
import { CitationMarker } from './citation-marker.tsx'

export interface AnswerTextProps {
  readonly text: string
  readonly citations: readonly Citation[]
}

/** The text of an answer with its markers. A marker whose citation has not come, or does not exist, is not a button. */
export function AnswerText({ text, citations }: AnswerTextProps): JSX.Element {
  const blocks = useMemo(
    () =>
      parseMarkdown(text, {
        citations: true,
        mayFollow: (address) => isDocumentAddress(address, document.baseURI),
      }),
    [text],
  )
  return (
    <Markdown
      blocks={blocks}
      citation={(n) => <CitationMarker n={n} citation={citations.find((citation) => citation.n === n)} />}
    />
  )
}
