import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Language } from '../../domain/language.ts'
import { chooseLanguage, tagOf } from '../texts/texts.ts'

const key = 'lorekeep.language'

/** The language of the page: the reader's last choice, else what the browser asks for. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(() =>
    chooseLanguage([localStorage.getItem(key) ?? '', ...navigator.languages]),
  )
  useEffect(() => {
    document.documentElement.lang = tagOf(language)
  }, [language])
  const choose = useCallback((chosen: Language) => {
    localStorage.setItem(key, chosen)
    setLanguage(chosen)
  }, [])
  return [language, choose]
}
