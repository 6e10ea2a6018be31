import { hasHan, type Language } from '../../domain/language.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** What kind of thing a part of a question names: things of one kind can take each other's place. */
export type PartKind = 'place' | 'people' | 'time' | 'code'

export interface QuestionPart {
  readonly kind: PartKind
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Cities and regions that companies have offices in or travel to. Countries come with the runtime. */
const cities = `London 伦敦|Bristol 布里斯托尔|Manchester 曼彻斯特|Edinburgh 爱丁堡|Dublin 都柏林|Paris 巴黎|Lyon 里昂|
Munich 慕尼黑|Berlin 柏林|Hamburg 汉堡|Frankfurt 法兰克福|Stuttgart 斯图加特|Cologne 科隆|Vienna 维也纳|Zurich 苏黎世|
Geneva 日内瓦|Amsterdam 阿姆斯特丹|Rotterdam 鹿特丹|Brussels 布鲁塞尔|Madrid 马德里|Barcelona 巴塞罗那|Lisbon 里斯本|
Rome 罗马|Milan 米兰|Prague 布拉格|Warsaw 华沙|Budapest 布达佩斯|Copenhagen 哥本哈根|Stockholm 斯德哥尔摩|Oslo 奥斯陆|
Helsinki 赫尔辛基|Athens 雅典|Istanbul 伊斯坦布尔|Moscow 莫斯科|Dubai 迪拜|Mumbai 孟买|Bangalore 班加罗尔|Delhi 德里|
Singapore 新加坡|Bangkok 曼谷|Jakarta 雅加达|Hanoi 河内|Tokyo 东京|Osaka 大阪|Seoul 首尔|Taipei 台北|Hong Kong 香港|
Macau 澳门|Beijing 北京|Shanghai 上海|Suzhou 苏州|Shenzhen 深圳|Guangzhou 广州|Hangzhou 杭州|Nanjing 南京|Wuxi 无锡|
Chengdu 成都|Chongqing 重庆|Wuhan 武汉|Xi'an 西安|Tianjin 天津|Qingdao 青岛|Dalian 大连|Xiamen 厦门|Ningbo 宁波|
Changsha 长沙|Zhengzhou 郑州|Hefei 合肥|Jinan 济南|Dongguan 东莞|Foshan 佛山|New York 纽约|Boston 波士顿|Chicago 芝加哥|
Seattle 西雅图|San Francisco 旧金山|Los Angeles 洛杉矶|Houston 休斯敦|Toronto 多伦多|Vancouver 温哥华|Sydney 悉尼|
Melbourne 墨尔本|Europe 欧洲|Asia 亚洲|Africa 非洲|Britain 英国|UK 英国|USA 美国|US 美国|EU 欧盟|England 英格兰|
Scotland 苏格兰|Wales 威尔士|China 中国|Bavaria 巴伐利亚|South Korea 韩国|Russia 俄罗斯|Turkey 土耳其`

const groups = `employees 员工|staff 员工|workers 工人|managers 经理|executives 高管|directors 总监|interns 实习生|
apprentices 学徒|trainees 培训生|students 学生|working students 在校实习生|contractors 承包商|freelancers 自由职业者|
consultants 顾问|suppliers 供应商|customers 客户|visitors 访客|guests 访客|temps 临时工|temporary staff 临时工|
part-timers 兼职员工|part-time employees 兼职员工|part-time staff 兼职员工|full-timers 全职员工|full-time employees 全职员工|
new joiners 新员工|new employees 新员工|new hires 新员工|new starters 新员工|administrators 管理员|admins 管理员|
parents 父母|spouses 配偶|children 子女|partners 伴侣|pensioners 退休人员|shift workers 倒班员工|probationers 试用期员工|
regular employees 正式员工|formal employees 正式员工|agency workers 派遣员工|salespeople 销售人员|engineers 工程师|
team leads 组长|department heads 部门负责人|board members 董事|general managers 总经理|family members 家属`

const regionCodes =
  `AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KR LT
LU LV MA MT MX MY NG NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI SK TH TN TR TW UA US VN ZA AE KE`.split(/\s+/)

type Pair = readonly [english: string, chinese: string]

function pairsOf(list: string): readonly Pair[] {
  return list.split('|').map((entry) => {
    const words = entry.trim().split(' ')
    return [words.slice(0, -1).join(' '), words.at(-1) ?? '']
  })
}

function countries(): readonly Pair[] {
  const english = new Intl.DisplayNames('en', { type: 'region' })
  const chinese = new Intl.DisplayNames('zh', { type: 'region' })
  return regionCodes.map((code) => [english.of(code) ?? code, chinese.of(code) ?? code])
}

const pairsOfAll = () => ({ place: [...pairsOf(cities), ...countries()], people: pairsOf(groups) })
let knownPairs: ReturnType<typeof pairsOfAll> | undefined
/** Read at the first question: Unicode's tables of countries take 20 ms. */
const pairs = () => (knownPairs ??= pairsOfAll())

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const longestFirst = (words: readonly string[]) =>
  [...new Set(words)].toSorted((a, b) => b.length - a.length).map(escape)

function namesPattern(list: readonly Pair[], flags: string): RegExp {
  const english = longestFirst(list.map(([name]) => name)).join('|')
  const chinese = longestFirst(list.map(([, name]) => name)).join('|')
  return new RegExp(String.raw`\b(?:the )?(?:${english})\b|${chinese}`, flags)
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
const patternsOfAll = (): readonly (readonly [PartKind, RegExp])[] => [
  [
    'code',
    /(?<![\p{Script=Latin}\p{N}])\p{Lu}{1,5}[-‑]?\d[\p{Script=Latin}\p{N}]*(?:[-/.]\p{N}[\p{Script=Latin}\p{N}]*)*/gu,
  ],
  ['place', namesPattern(pairs().place, 'gu')],
  ['people', namesPattern(pairs().people, 'giu')],
  [
    'time',
    new RegExp(
      String.raw`\b(?:(?:last|this|next|the previous|the following) (?:year|month|week|quarter)|(?:${months})(?: \d{4})?|Q[1-4](?: \d{4})?|(?:19|20)\d\d)\b|(?:今|去|明|前|后)年|(?:这|上|下|本)个?(?:月|季度|周|星期)|(?:19|20)\d\d年(?:\d{1,2}月)?|第?[一二三四]季度`,
      'gu',
    ),
  ],
]

let knownPatterns: ReturnType<typeof patternsOfAll> | undefined
const patterns = () => (knownPatterns ??= patternsOfAll())

/** The parts of a question whose kind is known, in order; where two overlap, the longer one. */
export function partsOf(text: string): readonly QuestionPart[] {
  const found = patterns()
    .flatMap(([kind, pattern]) =>
      allMatches(text, pattern).map((match) => ({
        kind,
        text: match[0],
        start: match.index,
        end: match.index + match[0].length,
      })),
    )
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((part, index) => !found.slice(0, index).some((before) => part.start < before.end))
}

/** The kind of a text that is nothing but one such part. */
export function kindOf(text: string): PartKind | undefined {
  const [part, ...others] = partsOf(text)
  return part !== undefined && others.length === 0 && part.text === text.trim() ? part.kind : undefined
}

/** The name of a place or group in a language, as far as it is known; otherwise the name as it is. */
export function inLanguage(name: string, kind: PartKind, language: Language): string {
  if (hasHan(name) === (language === 'zh') || (kind !== 'place' && kind !== 'people')) return name
  const plain = name.replace(/^the /i, '').toLowerCase()
  const pair = pairs()[kind].find(([english, chinese]) => english.toLowerCase() === plain || chinese === name)
  return pair?.[language === 'zh' ? 1 : 0] ?? name
}
