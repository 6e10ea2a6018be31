/** A day, a month, or a day of every year: only what was said. */
export interface CalendarDate {
  readonly year?: number
  readonly month?: number
  readonly day?: number
}

const names = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const month = String.raw`(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`
const numerals = '一二三四五六七八九十'

/** "24 and 31 December", "12月24日和31日": both days are of the month that stands once. */
const sharedMonth = new RegExp(
  String.raw`(?<!\d)(?<day>\d{1,2})(?<and>\s?(?:and|to|or|[-–,])\s?)(?=\d{1,2}(?:st|nd|rd|th)?\s${month}\b)`,
  'gu',
)
const sharedChineseMonth = /(?<month>\d{1,2}月)(?<day>\d{1,2}[日号]?)(?<and>[和、至到-])(?=\d{1,2}[日号])/gu

/** From the most to the least that can be said; what one pattern reads, the next does not see. */
const patterns = [
  /(?<!\d)(?<year>1\d{3}|20\d\d)\s?[-/.年]\s?(?<number>\d{1,2})\s?[-/.月]\s?(?<day>\d{1,2})(?:\s?[日号])?(?!\d)/gu,
  /(?<!\d)(?<day>\d{1,2})\.(?<number>\d{1,2})\.(?<year>1\d{3}|20\d\d)(?!\d)/gu,
  new RegExp(
    String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?${month}\.?,?\s(?<year>1\d{3}|20\d\d)\b`,
    'gu',
  ),
  new RegExp(String.raw`\b${month}\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?<year>1\d{3}|20\d\d)\b`, 'gu'),
  /(?<!\d)(?<year>1\d{3}|20\d\d)\s?年\s?(?<number>\d{1,2})\s?月/gu,
  /(?<!\d)(?<year>1\d{3}|20\d\d)-(?<number>0[1-9]|1[0-2])(?![\d-])/gu,
  /(?<!\d)(?<number>\d{1,2})\s?月\s?(?<day>\d{1,2})\s?[日号]?/gu,
  new RegExp(String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?${month}\b`, 'gu'),
  new RegExp(String.raw`\b${month}\.?\s(?<day>\d{1,2})(?:st|nd|rd|th)?\b(?![\d,.]*\d)`, 'gu'),
  new RegExp(String.raw`\b${month}\.?\s(?<year>1\d{3}|20\d\d)\b`, 'gu'),
  new RegExp(String.raw`\b(?!May\b)${month}\b`, 'gu'),
  /(?<!\d)(?<number>\d{1,2})\s?月(?!份?内|底前后)/gu,
  /(?<han>十[一二]?|[一二三四五六七八九])月/gu,
]

/** The dates of a text in the notations of both languages, and the text without them. */
export function datesIn(text: string): { readonly dates: readonly CalendarDate[]; readonly rest: string } {
  const dates: CalendarDate[] = []
  let rest = text
    .normalize('NFKC')
    .replaceAll(sharedMonth, '$<day> $<month>$<and>')
    .replaceAll(sharedChineseMonth, '$<month>$<day>$<and>$<month>')
  for (const pattern of patterns) {
    rest = rest.replaceAll(pattern, (whole: string, ...args: unknown[]) => {
      const date = dateOf(args.at(-1) as Readonly<Record<string, string | undefined>>)
      if (date === undefined) return whole
      dates.push(date)
      return ' '.repeat(whole.length)
    })
  }
  return { dates, rest }
}

function dateOf(groups: Readonly<Record<string, string | undefined>>): CalendarDate | undefined {
  const { year, day, number, han } = groups
  const name = groups['month']
  const monthNumber =
    name !== undefined
      ? names.indexOf(name.slice(0, 3).toLowerCase()) + 1
      : han !== undefined
        ? han.startsWith('十')
          ? 10 + (numerals.indexOf(han[1] ?? '') + 1)
          : numerals.indexOf(han) + 1
        : Number(number)
  if (monthNumber < 1 || monthNumber > 12 || Number(day ?? 1) > 31) return undefined
  return {
    month: monthNumber,
    ...(year !== undefined && { year: Number(year) }),
    ...(day !== undefined && { day: Number(day) }),
  }
}

/** Whether a date is one of those, or part of one; a year that is said elsewhere completes a day. */
export function isDateAmong(date: CalendarDate, dates: readonly CalendarDate[], years: ReadonlySet<number>): boolean {
  return dates.some(
    (other) =>
      date.month === other.month &&
      (date.day === undefined || date.day === other.day) &&
      (date.year === undefined || date.year === other.year || (other.year === undefined && years.has(date.year))),
  )
}
