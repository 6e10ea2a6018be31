import type { ChineseReading } from '../../names/chinese/read-chinese.ts'
import type { FoundAddress } from '../found-address.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** Han characters of a name inside an address: no particles, verbs or pronouns. */
const name = String.raw`(?:(?![的了在是到于从与和及或等为被把将住我你他她请往由向去来，。])\p{Script=Han})`
const number = String.raw`(?:\d{1,5}|[一二三四五六七八九十百]{1,4})`
/** From the province down: levels of administration, streets, numbers of houses and what is inside them. */
const administration = String.raw`(?:${name}{1,7}?(?:特别行政区|自治区|自治州|自治县|省|市|地区|盟|新区|开发区|区|县|旗|街道|镇|乡|村委会|村|社区))`
const street = String.raw`(?:(?:${name}|\d){1,10}?(?:大道|大街|公路|路|街|巷|弄|胡同|里弄|道)(?:[东西南北中]段)?)`
const house = String.raw`(?:(?:甲|乙|附)?[A-Za-z]?-?${number}(?:[-—之]\d{1,4})?[A-Za-z]?(?:号院|号楼|号|弄|院|栋|幢|座|组|队|巷))`
const building = String.raw`(?:${name}{1,10}?(?:大厦|大楼|广场|中心|小区|花园|公寓|家园|苑|城|园区|科技园|工业园|产业园|软件园|宿舍|写字楼|商务楼|酒店|宾馆|楼))`
const inside = String.raw`(?:[A-Za-z]?-?${number}?[A-Za-z]?(?:号楼|栋|幢|座|单元|楼|层|室|号|户|房)(?:[A-Za-z]?\d{1,5}(?:室|号|户|房)?)?)`
const gap = String.raw`[ ,，]?`

const rest = new RegExp(
  String.raw`(?<levels>(?:${administration}${gap}){0,5})(?<street>${street}${gap})?(?<house>${house}${gap}){0,2}(?<building>${building}${gap})?(?<inside>(?:${inside}${gap}){0,4})`,
  'uy',
)
/** A street and a house number say enough by themselves. They end in what `streetAhead` begins before. */
const streetAndHouse = new RegExp(String.raw`(?:大道|大街|公路|路|街|巷|弄|胡同)${number}(?:[-—之]\d{1,4})?号`, 'gu')
const streetAhead = new RegExp(String.raw`${name}{2,6}$`, 'u')
const longestStreet = 6
const label =
  /(?:地址|住址|住所|住在|家住|位于|寄到|寄往|送到|送至|发到|籍贯|户籍|收货|办公地|所在地)(?:是|为|在)?[:：]?\s*/gu
const longest = 80
const provinces =
  /北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门/g

/**
 * Chinese postal addresses: from a place that the dictionary knows, or from a label, down through districts and streets
 * to a number, a building or a room. A place alone, or a province and a city, is no address.
 */
export function findChineseAddresses(reading: ChineseReading): readonly FoundAddress[] {
  const found: FoundAddress[] = []
  let done = 0
  for (const beginning of beginningsIn(reading)) {
    if (beginning.start < done) continue
    const end = addressEnd(reading.text, beginning)
    if (end === undefined) continue
    found.push({ start: beginning.start, end, confidence: 0.85 })
    done = end
  }
  return withStreets(reading.text, found)
}

/** Where an address may begin. */
interface Beginning {
  readonly start: number
  /** The end of the place of the dictionary that it begins with. */
  readonly place?: number
  readonly labelled: boolean
}

/** Places and what stands behind labels, in order. */
function beginningsIn({ text, pieces }: ChineseReading): readonly Beginning[] {
  if (text === '') return []
  const labelled = new Set(allMatches(text, label).map(({ index, 0: written }) => index + written.length))
  const beginnings = new Map<number, Beginning>([...labelled].map((start) => [start, { start, labelled: true }]))
  const add = (start: number, place: number) => beginnings.set(start, { start, place, labelled: labelled.has(start) })
  for (const { index, 0: province } of allMatches(text, provinces)) add(index, index + province.length)
  for (const { start, end, type } of pieces) if (type === 'place') add(start, end)
  return [...beginnings.values()].sort((left, right) => left.start - right.start)
}

function addressEnd(text: string, { start, place, labelled }: Beginning): number | undefined {
  const window = text.slice(start, start + longest)
  const whole = detailAt(window, 0)
  const behind = detailAt(window, (place ?? start) - start)
  const better =
    behind !== undefined && (whole === undefined || behind.score + 1 >= whole.score)
      ? { ...behind, score: behind.score + (place === undefined ? 0 : 1) }
      : whole
  if (better === undefined) return undefined
  return better.detailed && better.score + (labelled ? 1 : 0) >= 3
    ? trimmed(text, start, start + better.end)
    : undefined
}

interface Detail {
  readonly end: number
  readonly score: number
  /** Whether it says more than a district. */
  readonly detailed: boolean
}

function detailAt(window: string, at: number): Detail | undefined {
  rest.lastIndex = at
  const match = rest.exec(window)
  if (match === null || match[0] === '') return undefined
  const { levels = '', street: road, house: door, building: block, inside: room } = match.groups ?? {}
  const administrative = (levels.match(/(?:省|市|区|县|旗|镇|乡|街道|村|州|盟|社区)/gu) ?? []).length
  const score = administrative + (road ? 1 : 0) + (door ? 1.5 : 0) + (block ? 1 : 0) + (room ? 1 : 0)
  const detailed =
    Boolean(door) ||
    Boolean(room) ||
    (Boolean(road) && administrative > 0) ||
    Boolean(block) ||
    /(?:镇|乡|街道|村|社区)/u.test(levels)
  return { end: match.index + match[0].length, score, detailed }
}

function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).replace(/[ ,，]+$/u, '').length
}

/** Streets with a house number that lie in no address yet. */
function withStreets(text: string, found: readonly FoundAddress[]): readonly FoundAddress[] {
  const streets = allMatches(text, streetAndHouse).flatMap(({ index, 0: written }) => {
    const ahead = streetAhead.exec(text.slice(Math.max(0, index - longestStreet), index))
    return ahead === null ? [] : [{ start: index - ahead[0].length, end: index + written.length, confidence: 0.7 }]
  })
  return [...found, ...streets.filter((one) => !found.some(({ start, end }) => one.start < end && one.end > start))]
}
