import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../domain/answers/answer.ts'
import { answerForClipboard } from '../texts/answer-for-clipboard.ts'
import { mishapText } from '../texts/mishap-text.ts'
import { originText } from '../texts/origin-text.ts'
import { copyText } from './copy-text.ts'
import { CopyIcon, DoneIcon, ThumbDownIcon, ThumbUpIcon } from './icons.tsx'
import { usePage } from './page-context.ts'

const showCopiedForMs = 2500

/** What there is to know about an answer, and to do with it. */
export function AnswerFooter({ answer }: { readonly answer: Answer }): JSX.Element {
  const { api, language, texts, openWhy, notice } = usePage()
  const [rating, setRating] = useState<'up' | 'down'>()
  const [copied, setCopied] = useState(false)
  const mishap = mishapText(answer, texts)

  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), showCopiedForMs)
    return () => clearTimeout(timer)
  }, [copied])

  function rate(chosen: 'up' | 'down'): void {
    const before = rating
    setRating(chosen)
    setCopied(false)
    api.rate(answer.id, chosen).catch((thrown: unknown) => {
      setRating(before)
      notice(thrown)
    })
  }

  return (
    <footer class="answer-footer">
      {mishap && <p class="mishap">{mishap}</p>}
      <ul class="origin" aria-label={texts.origin.label}>
        {originText(answer, language).map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
      <div class="answer-actions">
        <button type="button" class="quiet" aria-haspopup="dialog" onClick={() => openWhy(answer)}>
          {texts.answer.why}
        </button>
        <span class="unseen" role="status">
          {copied ? texts.answer.copied : rating && texts.answer.thanks}
        </span>
        <button
          type="button"
          class="quiet round"
          aria-label={texts.answer.copy}
          title={copied ? texts.answer.copied : texts.answer.copy}
          onClick={() => {
            copyText(answerForClipboard(answer, texts)).then(() => setCopied(true), notice)
          }}
        >
          {copied ? <DoneIcon /> : <CopyIcon />}
        </button>
        <button
          type="button"
          class="quiet round"
          aria-label={texts.answer.helpful}
          title={texts.answer.helpful}
          aria-pressed={rating === 'up'}
          onClick={() => rate('up')}
        >
          <ThumbUpIcon />
        </button>
        <button
          type="button"
          class="quiet round"
          aria-label={texts.answer.unhelpful}
          title={texts.answer.unhelpful}
          aria-pressed={rating === 'down'}
          onClick={() => rate('down')}
        >
          <ThumbDownIcon />
        </button>
      </div>
    </footer>
  )
}
