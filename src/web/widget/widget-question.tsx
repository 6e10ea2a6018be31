import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { questionLimit, sendsQuestion, showRemainingFrom } from '../asking/question-limit.ts'
import type { Texts } from '../texts/texts.ts'

export interface WidgetQuestionProps {
  readonly texts: Texts
  readonly followUp: boolean
  readonly running: boolean
  readonly onAsk: (question: string) => void
  readonly onStop: () => void
}

export function WidgetQuestion({
  texts: { question },
  followUp,
  running,
  onAsk,
  onStop,
}: WidgetQuestionProps): JSX.Element {
  const [draft, setDraft] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const remaining = questionLimit - draft.trim().length

  useLayoutEffect(() => {
    const box = input.current
    if (!box) return
    box.style.height = 'auto'
    if (box.scrollHeight > 0) box.style.height = `${box.scrollHeight}px`
  }, [draft])

  function submit(event: Event): void {
    event.preventDefault()
    if (running || draft.trim() === '' || remaining < 0) return
    onAsk(draft.trim())
    setDraft('')
  }

  return (
    <form ref={form} class="question-box" onSubmit={submit}>
      <div class="field">
        <textarea
          ref={input}
          rows={1}
          value={draft}
          aria-label={question.label}
          placeholder={followUp ? question.followUp : question.placeholder}
          autofocus
          aria-invalid={remaining < 0}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!sendsQuestion(event)) return
            event.preventDefault()
            form.current?.requestSubmit()
          }}
        />
        <button
          type={running ? 'button' : 'submit'}
          aria-label={running ? question.stop : question.send}
          title={running ? question.stop : question.send}
          aria-disabled={!running && (draft.trim() === '' || remaining < 0)}
          {...(running && { onClick: onStop })}
        >
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d={running ? 'M6 6h8v8H6z' : 'M10 16.5V4M4.5 9.5 10 4l5.5 5.5'} />
          </svg>
        </button>
      </div>
      <p class={remaining < 0 ? 'hint over' : 'hint'} role="status">
        {remaining < 0 ? question.tooLong(-remaining) : remaining < showRemainingFrom && question.remaining(remaining)}
      </p>
    </form>
  )
}
