import type { Language } from '../../domain/language.ts'
import type { ServiceProblem } from '../asking/service-problem.ts'
import { adminEn, type AdminTexts } from './admin-en.ts'
import { adminZh } from './admin-zh.ts'
import { tagOf } from './texts.ts'

export type { AdminTexts } from './admin-en.ts'

/** The texts of the administrators' page by language. */
export const adminTextsOf: Readonly<Record<Language, AdminTexts>> = { en: adminEn, zh: adminZh }

/** A problem in the reader's words, and what the service says of it: administrators need the particulars. */
export function adminProblemText(problem: ServiceProblem, { problems }: AdminTexts): string {
  const plain = Object.hasOwn(problems, problem.code)
    ? problems[problem.code as keyof AdminTexts['problems']]
    : problems.internal
  const particulars = problem.status === undefined ? [] : [problem.message, problem.hint]
  return [plain, ...particulars].filter((part) => part !== undefined && part !== '').join(' ')
}

/** A length of time, as exact as people need it. */
export function durationText(milliseconds: number, language: Language): string {
  const { durations } = adminTextsOf[language]
  const seconds = milliseconds / 1000
  if (seconds < 90) {
    const digits = seconds < 0.1 ? 2 : seconds < 9.95 ? 1 : 0
    return durations.seconds(
      seconds.toLocaleString(tagOf(language), { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    )
  }
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? durations.minutes(minutes) : durations.hours(Math.floor(minutes / 60), minutes % 60)
}

/** A point in time where the reader is. */
export function momentText(at: number, language: Language): string {
  return new Date(at).toLocaleString(tagOf(language), { dateStyle: 'medium', timeStyle: 'short' })
}
