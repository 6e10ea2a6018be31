/** Neighbouring groups of digits, read as one number. */
export interface DigitWindow {
  readonly start: number
  readonly end: number
  readonly digits: string
  /** Lengths of the groups, in order. */
  readonly groups: readonly number[]
  /** Whether groups are joined by more than one space or hyphen: wide gaps, or the end of a line. */
  readonly loose: boolean
}

interface DigitGroup {
  readonly start: number
  readonly end: number
}

const digitGroup = /\d+/g

/**
 * Every way to read groups of digits, joined by a few spaces, a hyphen or the end of a line, as a number
 * of `least` to `most` digits; from left to right, the longest of each start first. No group is ever
 * cut: digits that go on are another number. Needs at most `most` steps for each group.
 */
export function* digitWindows(text: string, least: number, most: number): Generator<DigitWindow> {
  const groups = [...text.matchAll(digitGroup)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  for (const [first, group] of groups.entries()) {
    if (canBegin(text, group.start)) yield* windowsFrom(text, groups, first, least, most).reverse()
  }
}

function windowsFrom(
  text: string,
  groups: readonly DigitGroup[],
  first: number,
  least: number,
  most: number,
): DigitWindow[] {
  const windows: DigitWindow[] = []
  const lengths: number[] = []
  let digits = ''
  let loose = false
  for (let next = first; next < groups.length; next += 1) {
    const group = groups[next]
    const previous = groups[next - 1]
    if (group === undefined || digits.length + group.end - group.start > most) break
    if (next > first && previous !== undefined) {
      const between = text.slice(previous.end, Math.min(group.start, previous.end + widestGap))
      if (group.start - previous.end >= widestGap || !joint.test(between)) break
      loose ||= between.length > 1 || between === '\n'
    }
    digits += text.slice(group.start, group.end)
    lengths.push(group.end - group.start)
    if (digits.length >= least && canEnd(text, group.end)) {
      windows.push({ start: groups[first]?.start ?? group.start, end: group.end, digits, groups: [...lengths], loose })
    }
  }
  return windows
}

const widestGap = 5
const joint = /^(?: {1,4}| ?[-\n] ?)$/

const gluedBefore = /[A-Za-z_\d]$|\d\.$|[$€£¥]\s?$/
const labelBefore = /(?<![A-Za-z])(?:visa|mastercard|amex|unionpay|card|cc|no|id|iban)$/i
const gluedAfter = /^(?:[A-Za-z_\d]|\.\d)/

function canBegin(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start)
  return !gluedBefore.test(before) || labelBefore.test(before)
}

function canEnd(text: string, end: number): boolean {
  return !gluedAfter.test(text.slice(end, end + 2))
}
