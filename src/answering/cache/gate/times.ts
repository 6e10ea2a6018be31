import { type CalendarDate, datesIn } from '../../support/dates-in.ts'
import type { ReadQuestion } from './read-question.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** Words of time, each with all that says the same. Seasons, parts of a day and days of the week among them. */
const times = `
  yesterday 昨天 昨日|today 今天 今日|tomorrow 明天 明日|tonight 今晚|last_year previous_year 去年 上年 上一年|
  this_year current_year 今年 本年 本年度 当年|next_year following_year 明年 来年 下一年|last_month previous_month 上个月 上月|
  this_month current_month 这个月 本月 当月|next_month 下个月 下月|last_week previous_week 上周 上星期|this_week current_week 本周 这周 这星期|
  next_week 下周 下星期|last_quarter previous_quarter 上季度 上个季度|this_quarter current_quarter 本季度 这个季度|next_quarter 下季度 下个季度|
  monday mondays 周一 星期一 礼拜一|tuesday tuesdays 周二 星期二 礼拜二|wednesday wednesdays 周三 星期三 礼拜三|
  thursday thursdays 周四 星期四 礼拜四|friday fridays 周五 星期五 礼拜五|saturday saturdays 周六 星期六 礼拜六|
  sunday sundays 周日 星期日 星期天 周天 礼拜天|weekend weekends 周末|weekday weekdays 工作日|
  morning mornings 早上 上午 早晨|afternoon afternoons 下午|evening evenings 晚上 傍晚|night nights 夜间 夜里 夜晚|noon midday 中午|midnight 午夜|
  spring 春季 春天|summer 夏季 夏天|autumn 秋季 秋天|winter 冬季 冬天|q1 first_quarter 第一季度 一季度|q2 second_quarter 第二季度 二季度|
  q3 third_quarter 第三季度 三季度|q4 fourth_quarter 第四季度 四季度|christmas 圣诞 圣诞节|easter 复活节|
  thanksgiving 感恩节|new_year 元旦 新年|spring_festival chinese_new_year 春节|national_day 国庆 国庆节|
  mid-autumn 中秋 中秋节|dragon_boat 端午 端午节|labour_day labor_day 劳动节|qingming 清明 清明节`

/** How often or for how long: these differ only where both questions name one. */
const periods = `
  hourly hour hours 小时 每小时|daily day days 每天 每日 日薪|weekly week weeks 每周 周薪 每星期|monthly month months 每月 每个月 月薪 月度 个月|
  quarterly quarter quarters 每季度 季度|yearly annual annually year years annum 每年 年度 一年 年薪`

interface TimeWords {
  readonly pattern: RegExp
  readonly meaningOf: ReadonlyMap<string, number>
}

const namedTimes = compile(times)
const namedPeriods = compile(periods)

function compile(list: string): TimeWords {
  const groups = list.split('|').map((group) =>
    group
      .trim()
      .split(/\s+/)
      .map((word) => word.replaceAll('_', ' ')),
  )
  const meaningOf = new Map(groups.flatMap((words, meaning) => words.map((word) => [word, meaning] as const)))
  const longestFirst = [...meaningOf.keys()].toSorted((a, b) => b.length - a.length)
  const [han, latin] = [/\p{Script=Han}/u, /^[\p{Script=Latin}\d ‑-]+$/u].map((script) =>
    longestFirst.filter((word) => script.test(word)).join('|'),
  )
  return { pattern: new RegExp(String.raw`\b(?:${latin})\b|${han}`, 'giu'), meaningOf }
}

/** Whether one question names a date or a time that the other does not, or both name another period. */
export function haveOtherTimes(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  const [one, other] = [datesIn(asked.text).dates, datesIn(remembered.text).dates]
  if (!isAllAmong(one, other) || !isAllAmong(other, one)) return true
  const [named, alsoNamed] = [meaningsIn(asked.text, namedTimes), meaningsIn(remembered.text, namedTimes)]
  if (named.size !== alsoNamed.size || [...named].some((meaning) => !alsoNamed.has(meaning))) return true
  const [often, alsoOften] = [meaningsIn(asked.text, namedPeriods), meaningsIn(remembered.text, namedPeriods)]
  if (often.size === 0 || alsoOften.size === 0) return false
  return [...often].some((meaning) => !alsoOften.has(meaning)) || [...alsoOften].some((meaning) => !often.has(meaning))
}

function isAllAmong(dates: readonly CalendarDate[], others: readonly CalendarDate[]): boolean {
  return dates.every((date) =>
    others.some((other) => date.year === other.year && date.month === other.month && date.day === other.day),
  )
}

function meaningsIn(text: string, { pattern, meaningOf }: TimeWords): ReadonlySet<number> {
  return new Set(allMatches(text, pattern).map(([word]) => meaningOf.get(word.toLowerCase()) ?? -1))
}
