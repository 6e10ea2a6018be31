import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import { tagOf } from '../texts/texts.ts'
import type { Session } from './api.ts'
import { usePage } from './page-context.ts'

export interface PageHeaderProps {
  readonly session: Session | undefined
  /** Absent while there is nothing to leave. */
  readonly onNewConversation?: () => void
  readonly onSignOut: () => void
  readonly onLanguage: (language: Language) => void
}

export function PageHeader({ session, onNewConversation, onSignOut, onLanguage }: PageHeaderProps): JSX.Element {
  const { texts, language } = usePage()
  const other: Language = language === 'en' ? 'zh' : 'en'
  return (
    <header class={onNewConversation ? 'page-header with-conversation' : 'page-header'}>
      <h1 class="name">
        <img src="icon.svg" alt="" width="22" height="22" />
        <span>Lorekeep</span>
      </h1>
      <div class="page-actions">
        {onNewConversation && (
          <button type="button" class="quiet" onClick={onNewConversation}>
            {texts.page.newConversation}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          lang={tagOf(other)}
          aria-label={texts.page.switchLanguageLabel}
          onClick={() => onLanguage(other)}
        >
          {texts.page.switchLanguage}
        </button>
        {session?.admin && (
          <a class="quiet-link" href="admin">
            {texts.page.administration}
          </a>
        )}
        {session && (
          <button type="button" class="quiet" title={session.name} onClick={onSignOut}>
            {texts.page.signOut}
          </button>
        )}
      </div>
    </header>
  )
}
