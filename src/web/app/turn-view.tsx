import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isRunning, type Turn } from '../asking/turn.ts'
import { tagOf } from '../texts/texts.ts'
import { problemText } from '../texts/problem-text.ts'
import { AnswerText } from './answer-text.tsx'
import { AnswerFooter } from './answer-footer.tsx'
import { usePage } from './page-context.ts'
import { SourceList } from './source-list.tsx'

/** Questions longer than this are set as a text, not as a heading. */
const headingLimit = 160

export interface TurnViewProps {
  readonly turn: Turn
  readonly onAskAgain: (turn: Turn) => void
}

/** A question and its answer, as far as it has come. */
export function TurnView({ turn, onAskAgain }: TurnViewProps): JSX.Element {
  const { texts } = usePage()
  const article = useRef<HTMLElement>(null)
  const { answer, phase, problem } = turn
  const running = isRunning(turn)
  const headingId = `question-${turn.key}`

  useEffect(() => {
    if (running) article.current?.scrollIntoView({ block: 'start' })
    // Only when the turn appears: from then on the reader decides what to look at.
  }, [])

  return (
    <article ref={article} class="turn" aria-labelledby={headingId}>
      <h2 id={headingId} class={turn.question.length > headingLimit ? 'asked long' : 'asked'}>
        {turn.question}
      </h2>

      {answer?.status === 'abstained' && <p class="verdict">{texts.answer.abstained}</p>}
      {answer?.status === 'blocked' && <p class="verdict">{texts.answer.blocked}</p>}

      <div
        class="answer"
        aria-live="polite"
        aria-busy={running}
        {...(answer && { lang: tagOf(answer.language) })}
        data-phase={phase}
      >
        <AnswerText text={turn.text} citations={turn.citations} sentences={answer?.sentences} />
      </div>

      <p class={phase === 'waiting' ? 'progress' : 'unseen'} role="status">
        {progressOf(turn, texts.answer)}
      </p>

      {phase === 'stopped' && (
        <div class="ending">
          <p>{texts.answer.stoppedNotice}</p>
          <AskAgain turn={turn} onAskAgain={onAskAgain} />
        </div>
      )}
      {problem && (
        <div class="ending problem" role="alert">
          {problemText(problem, texts).map((line) => (
            <p key={line}>{line}</p>
          ))}
          <AskAgain turn={turn} onAskAgain={onAskAgain} />
        </div>
      )}

      {turn.citations.length > 0 && !running && <SourceList citations={turn.citations} />}
      {answer && <AnswerFooter answer={answer} />}
    </article>
  )
}

function AskAgain({ turn, onAskAgain }: TurnViewProps): JSX.Element {
  const { texts } = usePage()
  return (
    <button type="button" onClick={() => onAskAgain(turn)}>
      {texts.answer.askAgain}
    </button>
  )
}

function progressOf(
  turn: Turn,
  texts: { readonly searching: string; readonly writing: string; ready(sources: number): string },
): string {
  switch (turn.phase) {
    case 'waiting':
      return texts.searching
    case 'writing':
      return texts.writing
    case 'finished':
      return texts.ready(turn.citations.length)
    case 'stopped':
    case 'failed':
    default:
      return ''
  }
}
