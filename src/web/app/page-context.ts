import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Answer, Citation } from '../../domain/answers/answer.ts'
import type { Language } from '../../domain/language.ts'
import type { Texts } from '../texts/texts.ts'
import type { Api } from './api.ts'

/** What every part of the page may use. */
export interface Page {
  readonly api: Api
  readonly language: Language
  readonly texts: Texts
  readonly openCitation: (citation: Citation) => void
  readonly openWhy: (answer: Answer) => void
  /** Shows a failure that belongs to no turn, or the sign-in notice when it is about the session. */
  readonly notice: (thrown: unknown) => void
}

export const PageContext = createContext<Page | undefined>(undefined)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('used outside the page')
  return page
}
