import type { ChinesePiece } from '../../names/chinese/chinese-cutter.ts'
import type { ChineseReading } from '../../names/chinese/read-chinese.ts'
import type { FoundAddress } from '../found-address.ts'
import { noPlaces } from './no-places.ts'

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** What names of places end in that hold ordinary words as often as not: villages, streets, buildings. */
const afterWords = set(
  '村 镇 路 街 巷 桥 庄 岛 湾 湖 河 山 港 峡 庙 寺 塔 苑 大道 大街 胡同 公路 高速 路口 里弄 商圈 商务区 开发区 工业区 住宅区 ' +
    '新村 小镇 古镇 老城 新城 半岛 群岛 海峡 海湾 山脉 高原 平原 盆地 沙漠 草原 峡谷 水库 广场 大厦 大楼 中心 公园 花园 家园 公寓 别墅 山庄 庄园 酒庄 城堡 机场 车站 火车站 地铁站 码头 ' +
    '球场 体育场 体育馆 大桥 立交桥 商场 商城 写字楼 酒店 宾馆 饭店 会所 工业园 科技园 产业园 软件园 产业园区 基地 海滩 沙滩 小区 中路 东路 西路 南路 北路 东街 西街 南街 北街',
)
/** What else they end in, behind a place, foreign sounds, or characters that are no word together. */
const afterNames = set(
  '省 市 区 县 旗 乡 州 盟 屯 寨 弄 环 江 海 峰 谷 站 城 府 地区 市区 城区 郊区 新区 特区 景区 社区 园区 街道 自治区 自治州 自治县 特别行政区 村庄 乡镇 港口 老城区',
)
/** Where something is or goes to. */
const whereabouts = set('在 于 到 从 去 往 赴 位于 前往 抵达 来到 来自 飞往 途经 地处 坐落于 坐落在 发自 离开 返回')
/** What stands in front of an ending without naming anything: pronouns, numbers, particles, sizes. */
const unnamed =
  /^[的了在是到于从与和及或等为被把将我你他她它这那该此本各每全某另其整个几两一二三四五六七八九十百多大小新老旧上下前后内外来去有无不也就都还又再对向由以用让给请很最更]+$|^(?:或者|有关|相关|所在|所在地|以及|其他|按照|关于|进入|建设|服务|研发|物流|客户|数据|管理|信息|培训|开发|我国|各级|当地|本地|农村|城市|国家|人民|高级|模拟)$/u
const mostAhead = 6
const enoughAhead = 2
const confidence = 0.7

/**
 * Names of places in Chinese: those of the dictionary, and those that end as names of places do. Neighbours are one
 * place: 北京海淀, 魁北克省蒙特利尔市.
 */
export function findChinesePlaces({ text, pieces }: ChineseReading): readonly FoundAddress[] {
  const places: { start: number; end: number; confidence: number }[] = []
  for (const [at, piece] of pieces.entries()) {
    const start = beginningOf(text, pieces, at)
    if (start === undefined) continue
    const last = places.at(-1)
    if (last !== undefined && last.end >= start) last.end = piece.end
    else places.push({ start, end: piece.end, confidence })
  }
  return places
}

/** Where the place begins that ends with a piece. */
function beginningOf(text: string, pieces: readonly ChinesePiece[], at: number): number | undefined {
  const piece = pieces[at]
  if (piece === undefined) return undefined
  const written = text.slice(piece.start, piece.end)
  if (piece.type === 'place') return noPlaces.has(written) ? undefined : piece.start
  if (piece.type === 'sounds') return isWhere(text, pieces, at) ? piece.start : undefined
  if (piece.type !== 'word') return undefined
  return afterWords.has(written) || afterNames.has(written)
    ? nameAhead(text, pieces, at, afterWords.has(written))
    : undefined
}

function isWhere(text: string, pieces: readonly ChinesePiece[], at: number): boolean {
  const [before, piece] = [pieces[at - 1], pieces[at]]
  return before !== undefined && before.end === piece?.start && whereabouts.has(text.slice(before.start, before.end))
}

/**
 * Where the name begins in front of an ending: a place or foreign sounds, or two characters that are no words of
 * their own, or perhaps a word; a single one will do behind a word like 位于.
 */
function nameAhead(
  text: string,
  pieces: readonly ChinesePiece[],
  ending: number,
  mayBeWord: boolean,
): number | undefined {
  const end = pieces[ending]?.start ?? 0
  let start = end
  for (let at = ending - 1; at >= 0 && end - start < enoughAhead; at -= 1) {
    const piece = pieces[at]
    if (piece === undefined || piece.end !== start || end - piece.start > mostAhead) break
    const written = text.slice(piece.start, piece.end)
    if (whereabouts.has(written)) return start < end ? start : undefined
    if (unnamed.test(written)) break
    if (piece.type !== 'word') return piece.start
    if (!mayBeWord && piece.end - piece.start > 1) break
    start = piece.start
  }
  return end - start >= enoughAhead ? start : undefined
}
