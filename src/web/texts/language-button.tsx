import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

/** Changes to the other language, in whose words it says so. */
export function LanguageButton({
  language,
  label,
  name,
  onLanguage,
}: {
  /** That of the page now. */
  readonly language: Language
  readonly label: string
  readonly name: string
  readonly onLanguage: (language: Language) => void
}): JSX.Element {
  const other: Language = language === 'en' ? 'zh' : 'en'
  return (
    <button type="button" class="quiet" lang={tagOf(other)} aria-label={label} onClick={() => onLanguage(other)}>
      {name}
    </button>
  )
}
