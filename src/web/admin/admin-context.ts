import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../../domain/language.ts'
import type { AdminTexts } from '../texts/admin-texts.ts'
import type { AdminApi } from './admin-api.ts'

/** What every part of the administrators' page may use. */
export interface Admin {
  readonly api: AdminApi
  readonly language: Language
  readonly texts: AdminTexts
  /**
   * Shows a failure above the page, or that nobody is signed in any more.
   * @returns takes the failure back, once it does not hold any more
   */
  readonly notice: (thrown: unknown) => () => void
  /** Says something to whoever reads or hears the page. */
  readonly announce: (text: string) => void
}

export const AdminContext = createContext<Admin | undefined>(undefined)

export function useAdmin(): Admin {
  const admin = useContext(AdminContext)
  if (!admin) throw new Error("used outside the administrators' page")
  return admin
}
