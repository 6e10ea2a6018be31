import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { type Candidate, digitsOf, type Verdict } from './phone-candidate.ts'

/** How many groups at the end may belong to something else that follows the number. */
const strayGroups = 2

/** A number that libphonenumber knows the plan of. */
export function judgeInternational({ text }: Candidate): Verdict | undefined {
  const attempts = [text]
  for (let shorter = text; attempts.length <= strayGroups;) {
    shorter = shorter.replace(/[^\d]+\d+$/, '')
    if (shorter === attempts.at(-1) || digitsOf(shorter).length < 7) break
    attempts.push(shorter)
  }
  const parsed = attempts.map((attempt) => ({
    attempt,
    number: parsePhoneNumberFromString(internationalForm(attempt)),
  }))
  const valid = parsed.find(({ number }) => number?.isValid())
  if (valid !== undefined) return { length: valid.attempt.length, confidence: 0.95 }
  const possible = text.includes('+') ? parsed.find(({ number }) => number?.isPossible()) : undefined
  return possible && { length: possible.attempt.length, confidence: 0.75 }
}

/** With a plus, and without the trunk zero that some write in brackets behind the country code. */
function internationalForm(text: string): string {
  return `+${text.replace(/^\(?(?:\+ ?|00|011[ -])[ -]?/, '').replace('(0)', '')}`
}
