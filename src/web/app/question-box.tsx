import type { JSX, RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { questionLimit, sendsQuestion, showRemainingFrom } from '../asking/question-limit.ts'
import { SendIcon, StopIcon } from './icons.tsx'
import { usePage } from './page-context.ts'

export interface QuestionBoxProps {
  readonly input: RefObject<HTMLTextAreaElement>
  readonly initial: string
  readonly followUp: boolean
  readonly running: boolean
  readonly onAsk: (question: string) => void
  readonly onStop: () => void
}

export function QuestionBox({ input, initial, followUp, running, onAsk, onStop }: QuestionBoxProps): JSX.Element {
  const { texts } = usePage()
  const [draft, setDraft] = useState(initial)
  const form = useRef<HTMLFormElement>(null)
  const remaining = questionLimit - draft.trim().length
  const canSend = !running && draft.trim() !== '' && remaining >= 0

  useLayoutEffect(() => {
    const box = input.current
    if (!box) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  }, [draft, input])

  function submit(event: Event): void {
    event.preventDefault()
    if (!canSend) return
    onAsk(draft.trim())
    setDraft('')
  }

  return (
    <form ref={form} class="question-box" onSubmit={submit}>
      <label class="unseen" for="question">
        {texts.question.label}
      </label>
      <div class="field">
        <textarea
          ref={input}
          id="question"
          rows={1}
          value={draft}
          placeholder={followUp ? texts.question.followUp : texts.question.placeholder}
          autofocus
          aria-invalid={remaining < 0}
          aria-describedby="question-state"
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!sendsQuestion(event)) return
            event.preventDefault()
            form.current?.requestSubmit()
          }}
        />
        {running ? (
          <button
            type="button"
            class="send"
            aria-label={texts.question.stop}
            title={texts.question.stop}
            onClick={onStop}
          >
            <StopIcon />
          </button>
        ) : (
          <button
            type="submit"
            class="send"
            aria-label={texts.question.send}
            title={texts.question.send}
            aria-disabled={!canSend}
          >
            <SendIcon />
          </button>
        )}
      </div>
      <p id="question-state" class={remaining < 0 ? 'hint over' : 'hint'} role="status">
        {remaining < 0
          ? texts.question.tooLong(-remaining)
          : remaining < showRemainingFrom && texts.question.remaining(remaining)}
      </p>
    </form>
  )
}
