import { followerBeginsAt, roleEndsAt, thingBeginsAt } from '../chinese/chinese-name-context.ts'

/** What the Chinese right beside a name in Latin letters says of it; `chinese` where it only stands there. */
export type ChineseCue = 'chineseRole' | 'chineseFollower' | 'thing' | 'chinese' | undefined

const ahead = /\p{Script=Han}[ "“]?$/u
const behind = /^[ "”]?(?=\p{Script=Han})/u

export function chineseBefore(text: string, start: number): ChineseCue {
  const found = ahead.exec(text.slice(Math.max(0, start - 2), start))?.[0]
  if (found === undefined) return undefined
  return roleEndsAt(text, start - found.length + 1) ? 'chineseRole' : 'chinese'
}

export function chineseBehind(text: string, end: number): ChineseCue {
  const gap = behind.exec(text.slice(end, end + 2))?.[0]
  if (gap === undefined) return undefined
  if (followerBeginsAt(text, end + gap.length)) return 'chineseFollower'
  return thingBeginsAt(text, end + gap.length) ? 'thing' : 'chinese'
}
