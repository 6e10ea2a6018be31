import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import type { Citation } from '../../domain/answers/answer.ts'
import { doubtMark, hasDoubts, markDoubts } from '../asking/mark-doubts.ts'
import { isRunning, type Turn } from '../asking/turn.ts'
import { DoubtMarker } from '../markdown/doubt-marker.tsx'
import { Markdown } from '../markdown/markdown.tsx'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { readingFormOf } from '../markdown/reading-form.ts'
import { citationLabel } from '../texts/citation-label.ts'
import { problemText } from '../texts/problem-text.ts'
import { tagOf, type Texts } from '../texts/texts.ts'

export interface WidgetTurnProps {
  readonly turn: Turn
  readonly texts: Texts
  readonly onAskAgain: (turn: Turn) => void
}

/** A question, its answer as far as it has come, and the quotations below it, folded up. */
export function WidgetTurn({ turn, texts, onAskAgain }: WidgetTurnProps): JSX.Element {
  const sources = useRef<HTMLElement>(null)
  const blocks = useMemo(
    () => parseMarkdown(markDoubts(turn.text, turn.answer?.sentences), { citations: true }),
    [turn.text, turn.answer],
  )
  const running = isRunning(turn)
  const { answer, phase, problem } = turn
  const verdict =
    answer?.status === 'abstained' || answer?.status === 'blocked' ? texts.answer[answer.status] : undefined

  function showQuote(n: number): void {
    const quote = sources.current?.querySelector<HTMLDetailsElement>(`[data-n="${n}"]`)
    if (!quote) return
    quote.open = true
    quote.querySelector('summary')?.focus()
    quote.scrollIntoView({ block: 'nearest' })
  }

  function marker(n: number): JSX.Element {
    if (n === doubtMark) return <DoubtMarker label={texts.answer.doubt} />
    const citation = turn.citations.find((other) => other.n === n)
    if (!citation || running) return <sup class="marker unknown">[{n}]</sup>
    return (
      <sup class={`marker ${citation.support}`}>
        <button
          type="button"
          aria-label={citationLabel(citation, texts)}
          title={citation.title}
          onClick={() => showQuote(n)}
        >
          {n}
          {citation.support !== 'supported' && '?'}
        </button>
      </sup>
    )
  }

  return (
    <article class="turn">
      <h3>{turn.question}</h3>
      {verdict !== undefined && <p class="verdict">{verdict}</p>}
      <div class="answer" aria-live="polite" aria-busy={running} {...(answer && { lang: tagOf(answer.language) })}>
        <Markdown blocks={blocks} citation={marker} />
        {hasDoubts(answer?.sentences) && (
          <p class="doubt-legend">
            <span aria-hidden="true">⚠</span> {texts.answer.doubtLegend}
          </p>
        )}
      </div>
      <p class={phase === 'waiting' ? 'progress' : 'unseen'} role="status">
        {phase === 'waiting' && texts.answer.searching}
        {phase === 'finished' && texts.answer.ready(turn.citations.length)}
      </p>
      {problem && (
        <div class="problem" role="alert">
          {problemText(problem, texts).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {phase === 'stopped' && <p class="verdict">{texts.answer.stoppedNotice}</p>}
      {(phase === 'stopped' || phase === 'failed') && (
        <button type="button" onClick={() => onAskAgain(turn)}>
          {texts.answer.askAgain}
        </button>
      )}
      {!running && turn.citations.length > 0 && (
        <section ref={sources} class="sources" aria-label={texts.answer.sources}>
          {turn.citations.map((citation) => (
            <Quote key={citation.n} citation={citation} texts={texts} />
          ))}
        </section>
      )}
    </article>
  )
}

function Quote({ citation, texts }: { readonly citation: Citation; readonly texts: Texts }): JSX.Element {
  const { n, title, page, quote, source, support } = citation
  return (
    <details data-n={n}>
      <summary>
        <span class="number">{n}</span>
        <span>
          {title}
          {page !== undefined && <span class="place">{texts.answer.page(page)}</span>}
          {support !== 'supported' && <em class="doubt">{texts.answer[support]}</em>}
        </span>
      </summary>
      <blockquote>
        {readingFormOf(source) === 'plain' ? <p class="plain">{quote}</p> : <Markdown blocks={parseMarkdown(quote)} />}
      </blockquote>
    </details>
  )
}
