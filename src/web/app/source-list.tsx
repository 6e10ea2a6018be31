import type { JSX } from 'preact'
import type { Citation } from '../../domain/answers/answer.ts'
import { usePage } from './page-context.ts'

/** The sources of an answer, in the order of their numbers. */
export function SourceList({ citations }: { readonly citations: readonly Citation[] }): JSX.Element {
  const { texts, openCitation } = usePage()
  return (
    <section class="sources" aria-label={texts.answer.sources}>
      <ol>
        {citations.map((citation) => (
          <li key={citation.n} value={citation.n}>
            <span class="number" aria-hidden="true">
              {citation.n}
            </span>
            <span>
              <button type="button" class="source" aria-haspopup="dialog" onClick={() => openCitation(citation)}>
                {citation.title}
              </button>
              {placeOf(citation, texts.answer.page).map((part) => (
                <span key={part} class="place">
                  {part}
                </span>
              ))}
              {citation.support !== 'supported' && <em class="doubt">{texts.answer[citation.support]}</em>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function placeOf({ page, headingPath, title }: Citation, pageText: (page: number) => string): readonly string[] {
  const heading = headingPath.at(-1)
  return [
    ...(heading !== undefined && heading !== title ? [heading] : []),
    ...(page === undefined ? [] : [pageText(page)]),
  ]
}
