import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Citation } from '../../domain/answers/answer.ts'
import { excerptAround } from '../markdown/excerpt.ts'
import type { DocumentText } from './api.ts'
import { usePage } from './page-context.ts'
import { PassageText } from './passage-text.tsx'

const firstReach = 1500
const furtherReach = 6000
/** How much of the window, in pixels, should be left below the beginning of the quotation. */
const roomBelow = 120

export interface DocumentPassageProps {
  readonly document: DocumentText
  readonly citation: Citation
}

/** A document around a quotation, which is marked and in view. More of it is shown on demand. */
export function DocumentPassage({ document, citation }: DocumentPassageProps): JSX.Element {
  const { texts } = usePage()
  const [before, setBefore] = useState(firstReach)
  const [after, setAfter] = useState(firstReach)
  const text = useRef<HTMLDivElement>(null)
  const quote = useMemo(() => ({ start: citation.start, end: citation.end }), [citation])
  const { start } = excerptAround(document.text, quote, before)
  const { end } = excerptAround(document.text, quote, after)

  useEffect(() => {
    setBefore(firstReach)
    setAfter(firstReach)
    const mark = text.current?.querySelector('mark')
    // What the panel shows anyway stays where it is, with the title above it.
    if (mark && mark.getBoundingClientRect().bottom > innerHeight - roomBelow) mark.scrollIntoView({ block: 'center' })
  }, [document, citation])

  return (
    <div class="passage">
      {start > 0 && (
        <button type="button" class="quiet more" onClick={() => setBefore(before + furtherReach)}>
          {texts.citation.earlier}
        </button>
      )}
      <div ref={text} class="document-text">
        <PassageText
          text={document.text}
          source={citation.source}
          span={{ start, end }}
          highlight={quote}
          pages={document.pages}
        />
      </div>
      {end < document.text.length && (
        <button type="button" class="quiet more" onClick={() => setAfter(after + furtherReach)}>
          {texts.citation.later}
        </button>
      )}
    </div>
  )
}
