import { asksForOther } from './asked.ts'
import { haveOtherNames } from './names.ts'
import { haveOtherNumbers } from './numbers.ts'
import { isTurned } from './polarity.ts'
import type { ReadQuestion } from './read-question.ts'
import { haveSwappedRoles } from './roles.ts'
import { isAboutOther } from './subject.ts'
import { haveOtherTimes } from './times.ts'
import { isWordExchanged } from './wording.ts'

/** What two questions of nearly the same meaning may differ in, and what finds it. The cheapest come first. */
const grounds = {
  number: haveOtherNumbers,
  time: haveOtherTimes,
  asked: asksForOther,
  polarity: isTurned,
  name: haveOtherNames,
  role: haveSwappedRoles,
  word: isWordExchanged,
  subject: isAboutOther,
} as const satisfies Readonly<Record<string, (asked: ReadQuestion, remembered: ReadQuestion) => boolean>>

export type Difference = keyof typeof grounds

/** What tells two questions apart whose vectors are close; undefined where nothing does, so that one answer does for both. */
export function differenceOf(asked: ReadQuestion, remembered: ReadQuestion): Difference | undefined {
  return (Object.keys(grounds) as Difference[]).find((ground) => grounds[ground](asked, remembered))
}
