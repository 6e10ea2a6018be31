import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import { LanguageButton } from '../texts/language-button.tsx'
import { useAdmin } from './admin-context.ts'

export interface AdminHeaderProps {
  /** Absent while nobody is signed in. */
  readonly onSignOut?: () => void
  readonly onLanguage: (language: Language) => void
}

export function AdminHeader({ onSignOut, onLanguage }: AdminHeaderProps): JSX.Element {
  const { texts, language } = useAdmin()
  return (
    <header class="page-header">
      <h1 class="name">
        <img src="icon.svg" alt="" width="22" height="22" />
        <span>Lorekeep</span> <span class="soft">{texts.page.title}</span>
      </h1>
      <div class="page-actions">
        <a class="quiet-link" href="./">
          {texts.page.ask}
        </a>
        <LanguageButton
          language={language}
          label={texts.page.switchLanguageLabel}
          name={texts.page.switchLanguage}
          onLanguage={onLanguage}
        />
        {onSignOut && (
          <button type="button" class="quiet" onClick={onSignOut}>
            {texts.page.signOut}
          </button>
        )}
      </div>
    </header>
  )
}
