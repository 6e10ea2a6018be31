import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Citation } from '../../domain/answers/answer.ts'
import { ServiceProblem } from '../asking/service-problem.ts'
import { originalOf, type DocumentText } from './api.ts'
import { DocumentPassage } from './document-passage.tsx'
import { OpenIcon } from './icons.tsx'
import { usePage } from './page-context.ts'
import { PassageText } from './passage-text.tsx'

type Found =
  | { readonly type: 'loading' }
  | { readonly type: 'document'; readonly document: DocumentText }
  | { readonly type: 'changed' | 'gone' | 'unreadable' }

/** A cited passage within its document, or the quotation alone when the document no longer says so. */
export function CitationPanel({ citation }: { readonly citation: Citation }): JSX.Element {
  const { texts } = usePage()
  const [found, tryAgain] = useCitedDocument(citation)
  const path = citation.headingPath.filter((heading) => heading !== citation.title)

  return (
    <section class="cited" aria-labelledby="cited-title">
      <h2 id="cited-title">
        <span class="number">{citation.n}</span> {citation.title}
      </h2>
      {path.length > 0 && <p class="heading-path">{path.join(' › ')}</p>}
      <p class="place">
        <span class="path">{citation.source}</span>
        {citation.page !== undefined && <span>{texts.citation.page(citation.page)}</span>}
        <span title={citation.version}>{texts.citation.version(citation.version.slice(0, 8))}</span>
      </p>
      {citation.support !== 'supported' && <p class="doubt">{texts.answer[citation.support]}</p>}

      {found.type === 'document' ? (
        <>
          {found.document.isCurrent === false && <p class="notice">{texts.citation.superseded}</p>}
          <DocumentPassage document={found.document} citation={citation} />
        </>
      ) : (
        <>
          <p class="notice" role="status">
            {found.type === 'loading' ? texts.citation.loading : texts.citation[found.type]}
          </p>
          {found.type === 'unreadable' && (
            <button type="button" onClick={tryAgain}>
              {texts.citation.tryAgain}
            </button>
          )}
          <blockquote class="passage frozen">
            <PassageText text={citation.quote} source={citation.source} />
          </blockquote>
        </>
      )}

      {found.type !== 'gone' && (
        <p class="original">
          <a href={originalOf(citation.documentId, citation.page)} target="_blank" rel="noopener">
            <OpenIcon /> {texts.citation.original}
          </a>
        </p>
      )}
    </section>
  )
}

/** The text of the cited version, as long as it still says what was quoted. */
function useCitedDocument(citation: Citation): readonly [Found, () => void] {
  const { api, notice } = usePage()
  const [found, setFound] = useState<Found>({ type: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    setFound({ type: 'loading' })
    async function look(): Promise<void> {
      try {
        const document = await api.documentText(citation.documentId, citation.version, leaving.signal)
        const isSame = document.text.slice(citation.start, citation.end) === citation.quote
        setFound(isSame ? { type: 'document', document } : { type: 'changed' })
      } catch (thrown) {
        if (leaving.signal.aborted) return
        const status = thrown instanceof ServiceProblem ? thrown.status : undefined
        if (status === 401) notice(thrown)
        setFound({ type: status === 404 || status === 403 || status === 410 ? 'gone' : 'unreadable' })
      }
    }
    void look()
    return () => leaving.abort()
  }, [api, notice, citation, attempt])
  return [found, () => setAttempt((n) => n + 1)]
}
