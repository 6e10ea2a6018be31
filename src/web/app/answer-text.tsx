import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { AnswerSentence, Citation } from '../../domain/answers/answer.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { isDocumentAddress } from './api.ts'
import { doubtMark, hasDoubts, markDoubts } from '../asking/mark-doubts.ts'
import { CitationMarker } from './citation-marker.tsx'
import { DoubtMarker } from '../markdown/doubt-marker.tsx'
import { usePage } from './page-context.ts'

export interface AnswerTextProps {
  readonly text: string
  readonly citations: readonly Citation[]
  readonly sentences: readonly AnswerSentence[] | undefined
}

/** The text of an answer with its markers. A marker whose citation has not come, or does not exist, is not a button. */
export function AnswerText({ text, citations, sentences }: AnswerTextProps): JSX.Element {
  const { texts } = usePage()
  const blocks = useMemo(
    () =>
      parseMarkdown(markDoubts(text, sentences), {
        citations: true,
        mayFollow: (address) => isDocumentAddress(address, document.baseURI),
      }),
    [text, sentences],
  )
  return (
    <>
      <Markdown
        blocks={blocks}
        citation={(n) =>
          n === doubtMark ? (
            <DoubtMarker label={texts.answer.doubt} />
          ) : (
            <CitationMarker n={n} citation={citations.find((citation) => citation.n === n)} />
          )
        }
      />
      {hasDoubts(sentences) && (
        <p class="doubt-legend">
          <span aria-hidden="true">⚠</span> {texts.answer.doubtLegend}
        </p>
      )}
    </>
  )
}
