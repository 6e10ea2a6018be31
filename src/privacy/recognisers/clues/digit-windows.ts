import { allMatches } from '../../../domain/text/all-matches.ts'

/** Neighbouring groups of digits, read as one number. */
export interface DigitWindow {
  readonly start: number
  readonly end: number
  readonly digits: string
}

interface DigitGroup {
  readonly start: number
  readonly end: number
}

const digitGroup = /\d+/g
const widestGap = 4
const joint = /^(?: {1,4}| ?[-\n] ?)$/

/**
 * Every way to read groups of digits, joined by a few spaces, a hyphen or the end of a line, as a number
 * of `least` to `most` digits; from left to right, the longest of each start first. No group is ever
 * cut: digits that go on are another number. Needs at most `most` steps for each group.
 */
export function* digitWindows(text: string, least: number, most: number): Generator<DigitWindow> {
  const groups = allMatches(text, digitGroup).map(({ index, 0: digits }) => ({
    start: index,
    end: index + digits.length,
  }))
  for (const [first, group] of groups.entries()) {
    if (canBegin(text, group.start)) yield* windowsFrom(text, groups, first, least, most).toReversed()
  }
}

function windowsFrom(
  text: string,
  groups: readonly DigitGroup[],
  first: number,
  least: number,
  most: number,
): readonly DigitWindow[] {
  const windows: DigitWindow[] = []
  const start = groups[first]?.start ?? 0
  let digits = ''
  let previousEnd = start
  for (let next = first; next < groups.length; next += 1) {
    const group = groups[next]
    if (group === undefined || digits.length + group.end - group.start > most) break
    if (next > first && !areJoined(text, previousEnd, group.start)) break
    digits += text.slice(group.start, group.end)
    previousEnd = group.end
    if (digits.length >= least && canEnd(text, group.end)) windows.push({ start, end: group.end, digits })
  }
  return windows
}

function areJoined(text: string, from: number, to: number): boolean {
  if (to - from === 1) return text[from] === ' ' || text[from] === '-' || text[from] === '\n'
  return to - from <= widestGap && joint.test(text.slice(from, to))
}

/** Lengths of the groups of a number as written, for instance `4-4-4-4`. */
export function groupingOf(text: string, { start, end }: DigitWindow): string {
  return (text.slice(start, end).match(digitGroup) ?? []).map((group) => group.length).join('-')
}

/** Whether groups are joined by more than one space or hyphen: wide gaps, or the end of a line. */
export function isLoose(text: string, { start, end }: DigitWindow): boolean {
  return /\D\D|\n/.test(text.slice(start, end))
}

const gluedBefore = /[A-Za-z_\d]$|\d\.$|[$€£¥]\s?$/
const labelBefore = /(?<![A-Za-z])(?:visa|mastercard|amex|unionpay|card|cc|no|id)$/i
const longestLabel = 11
const gluedAfter = /^(?:[A-Za-z_\d]|\.\d)/

function canBegin(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - longestLabel), start)
  return !gluedBefore.test(before) || labelBefore.test(before)
}

function canEnd(text: string, end: number): boolean {
  return !gluedAfter.test(text.slice(end, end + 2))
}
