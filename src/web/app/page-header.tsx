import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import { LanguageButton } from '../texts/language-button.tsx'
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
        <LanguageButton
          language={language}
          label={texts.page.switchLanguageLabel}
          name={texts.page.switchLanguage}
          onLanguage={onLanguage}
        />
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
