import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { CloseIcon } from './icons.tsx'
import { usePage } from './page-context.ts'

export interface SidePanelProps {
  readonly label: string
  /** What the panel shows: a new subject takes the focus into the panel again. */
  readonly subject: unknown
  readonly onClose: () => void
  readonly children: ComponentChildren
}

const besideThePage = '(min-width: 64rem)'

/**
 * Stands beside the page where there is room, without keeping the reader from it, and lies above it
 * as a sheet where there is not. Closing returns the focus to where it came from.
 */
export function SidePanel({ label, subject, onClose, children }: SidePanelProps): JSX.Element {
  const { texts } = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  const cameFrom = useRef<Element>(null)

  useLayoutEffect(() => {
    const panel = dialog.current
    if (!panel) return undefined
    const wide = matchMedia(besideThePage)
    const open = (): void => {
      panel.close()
      if (wide.matches) panel.show()
      else panel.showModal()
    }
    cameFrom.current = document.activeElement
    open()
    wide.addEventListener('change', open)
    return () => {
      wide.removeEventListener('change', open)
      panel.close()
      if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus()
    }
  }, [])

  useEffect(() => {
    const focused = document.activeElement
    if (focused && !dialog.current?.contains(focused)) cameFrom.current = focused
    dialog.current?.focus()
  }, [subject])

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])

  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-label={label}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        // Only the backdrop of a sheet reports the dialog itself as the target outside its box.
        if (event.target === event.currentTarget && isOutside(event, event.currentTarget)) onClose()
      }}
    >
      <div class="panel-head">
        <p class="panel-label">{label}</p>
        <button
          type="button"
          class="quiet round"
          aria-label={texts.citation.close}
          title={texts.citation.close}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </div>
      {children}
    </dialog>
  )
}

function isOutside(event: MouseEvent, element: Element): boolean {
  const box = element.getBoundingClientRect()
  return event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right
}
