import { render } from 'preact'
import { createTokenSource } from './token-source.ts'
import type { WidgetOptions } from './widget-options.ts'
import { Widget } from './widget-view.tsx'
import { widgetSend } from './widget-send.ts'
import styles from './widget.css'

const request = (address: string, init: RequestInit): Promise<Response> => fetch(address, init)

/**
 * Puts the widget at the end of the page's body, in a shadow root with styles of its own. A second
 * script of the same address adds nothing.
 */
export function mountWidget({ script, tokenUrl, title, language }: WidgetOptions): void {
  const isMounted = [...document.querySelectorAll<HTMLElement>('[data-lorekeep]')].some(
    (other) => other.dataset['lorekeep'] === script,
  )
  if (isMounted) return

  const host = document.createElement('div')
  host.dataset['lorekeep'] = script
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]
  // What is typed here is none of the page's keyboard shortcuts.
  for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, (event) => event.stopPropagation())

  const send = widgetSend(script, createTokenSource(tokenUrl, request, Date.now), request)
  render(<Widget send={send} language={language} title={title} />, root)
  document.body.append(host)
}
