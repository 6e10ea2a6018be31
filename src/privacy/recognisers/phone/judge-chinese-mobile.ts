import { type Candidate, digitsOf, unlessAnIdentifier, type Verdict } from './phone-candidate.ts'

const usualMobileGroups = /^(?:11|3-4-4|3-8|7-4|4-4-3|4-3-4|3-3-5|3-5-3|3-3-3-2)$/

/** Eleven digits in the usual groups, or in any where a word or the country's code says so. */
export function judgeChineseMobile(candidate: Candidate): Verdict | undefined {
  const { text, isNamed, after } = candidate
  const hasCountryCode = digitsOf(text).length > 11
  const groups = (text.match(/\d+/g) ?? []).map((group) => group.length).join('-')
  if (!hasCountryCode && !isNamed && !usualMobileGroups.test(groups)) return undefined
  if (groups.includes('-') && /^-\d/.test(after)) return undefined
  return unlessAnIdentifier(candidate, hasCountryCode ? 0.95 : 0.9)
}
