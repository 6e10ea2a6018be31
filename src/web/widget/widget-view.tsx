import type { JSX } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../domain/language.ts'
import type { Send } from '../asking/ask-stream.ts'
import { useConversation } from '../asking/use-conversation.ts'
import { tagOf, textsOf } from '../texts/texts.ts'
import { WidgetQuestion } from './widget-question.tsx'
import { WidgetTurn } from './widget-turn.tsx'

export interface WidgetProps {
  readonly send: Send
  readonly language: Language
  readonly title: string | undefined
}

const besideThePage = '(min-width: 480px) and (min-height: 420px)'

/** A button in the corner of the page, and the panel that it opens: modal on phones, beside the page elsewhere. */
export function Widget({ send, language, title }: WidgetProps): JSX.Element {
  const texts = textsOf[language]
  const name = title ?? texts.widget.title
  const [isOpen, setOpen] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const conversation = useConversation(send)
  const { turns } = conversation

  useLayoutEffect(() => {
    const panel = dialog.current
    if (!isOpen || !panel) return undefined
    const wide = matchMedia(besideThePage)
    const open = (): void => {
      panel.close()
      if (wide.matches) panel.show()
      else panel.showModal()
    }
    open()
    wide.addEventListener('change', open)
    return () => {
      wide.removeEventListener('change', open)
      panel.close()
    }
  }, [isOpen])

  const close = useCallback(() => {
    setOpen(false)
    opener.current?.focus()
  }, [])

  const last = turns.at(-1)?.key
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const turn = list.current?.lastElementChild
    if (last !== undefined && turn instanceof HTMLElement) list.current?.scrollTo({ top: turn.offsetTop })
  }, [last])

  return (
    <div
      class="widget"
      lang={tagOf(language)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing && isOpen) close()
      }}
    >
      <dialog
        ref={dialog}
        class="panel"
        aria-label={name}
        onCancel={(event) => {
          event.preventDefault()
          close()
        }}
      >
        <header>
          <h2>{name}</h2>
          {turns.length > 0 && (
            <button type="button" class="quiet" onClick={conversation.clear}>
              {texts.page.newConversation}
            </button>
          )}
          <button
            type="button"
            class="quiet close"
            aria-label={texts.widget.close}
            title={texts.widget.close}
            onClick={close}
          >
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
              <path d="m5 5 10 10M15 5 5 15" />
            </svg>
          </button>
        </header>
        <div ref={list} class="turns">
          {turns.length === 0 && <p class="welcome">{texts.widget.welcome}</p>}
          {turns.map((turn) => (
            <WidgetTurn key={turn.key} turn={turn} texts={texts} onAskAgain={conversation.askAgain} />
          ))}
        </div>
        <WidgetQuestion
          texts={texts}
          followUp={turns.length > 0}
          running={conversation.running}
          onAsk={conversation.ask}
          onStop={conversation.stop}
        />
      </dialog>
      <button
        ref={opener}
        type="button"
        class="opener"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        aria-label={isOpen ? texts.widget.close : `${name}. ${texts.widget.open}`}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path d="M12 6.5C10 5 7.5 4.5 4 4.5v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-13c-3.5 0-6 .5-8 2zm0 0v13" />
        </svg>
        <span>{name}</span>
      </button>
    </div>
  )
}
