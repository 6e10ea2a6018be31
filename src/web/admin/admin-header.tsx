import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import { tagOf } from '../texts/texts.ts'
import { useAdmin } from './admin-context.ts'

export interface AdminHeaderProps {
  /** Absent while nobody is signed in. */
  readonly onSignOut?: () => void
  readonly onLanguage: (language: Language) => void
}

export function AdminHeader({ onSignOut, onLanguage }: AdminHeaderProps): JSX.Element {
  const { texts, language } = useAdmin()
  const other: Language = language === 'en' ? 'zh' : 'en'
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
        <button
          type="button"
          class="quiet"
          lang={tagOf(other)}
          aria-label={texts.page.switchLanguageLabel}
          onClick={() => onLanguage(other)}
        >
          {texts.page.switchLanguage}
        </button>
        {onSignOut && (
          <button type="button" class="quiet" onClick={onSignOut}>
            {texts.page.signOut}
          </button>
        )}
      </div>
    </header>
  )
}
