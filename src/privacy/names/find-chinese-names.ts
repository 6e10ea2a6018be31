import type { ChineseWords } from '../../ports/chinese-words.ts'
import { followerBeginsAt, labelEndsAt, roleEndsAt, thingBeginsAt, whereaboutsEndAt } from './chinese-name-context.ts'
import { type ChineseNameModel, createChineseNameModel } from './chinese-name-model.ts'

/** Where a name stands, and how much more likely it is than other words there. */
export interface FoundName {
  readonly start: number
  readonly end: number
  readonly confidence: number
}

/** The logarithms of how often a word of running text is somebody's name, and what is added where the context says so. */
const weights = {
  name: -5,
  /** Each dot makes a transcription more likely somebody's name. */
  dot: 5,
  transcription: -12,
  /** Two characters are many places' and teams' names. */
  shortTranscription: -3,
  /** A given name of two characters that are usual in transcriptions is rather a part of one. */
  soundsForeign: -4,
  usualSound: -5,
  unusualSound: -20,
  neverLast: -6,
  rarelyLast: -2,
  role: 5,
  label: 6,
  follower: 4,
  whereabouts: -3,
  thingBehind: -4,
  title: -6,
  /** A mark or the end of a line on one side. */
  edge: 0.3,
  /** Nothing but the name between two marks or ends of lines. */
  alone: 1,
  /** Nothing but the name between the start of a sentence and a colon. */
  speaker: 4,
  /** Behind another name and a mark of enumeration. */
  listed: 3,
  /** A character that no word of the dictionary holds. */
  unknown: -17,
  /** What a word of the dictionary loses that it takes for a person: as a word, and as a name. */
  famous: -4,
  famousName: -1,
  foreignWord: -1,
  foreignName: -3,
  thing: -1,
}

/** What ordinary words end in that begin with a surname: applicants, offices, towns, cards, websites. */
const neverLast = new Set(
  '人书员者性会部局市县区镇乡村寨河湖桥楼路街寺庙殿宫族党店厂院所室车机表费权法课节周卡榜图社站网场版盘队赛级式型类品物件器具药酒茶饭菜肉鱼衣鞋球票币款额价税险债股岛山江海洋港站线段班组科系校园库册证照章单号码率量度期',
)
const rarelyLast = new Set('山江海洋港线单章度期科校')

/** Surnames with which hardly any word begins, so that a word of the dictionary with them is somebody. */
const telling = new Set(
  '李王张刘陈杨赵吴徐孙朱郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴汪姜范姚谭廖邹郝孔崔邱秦侯邵孟尹黎贺赖龚庞樊殷陶翟颜倪俞聂邢岳舒詹柯阮梅葛韦毕焦柳祝',
)
const notSomebody = new Set(
  '王朝 王爷 王公 王府 王子 王位 王室 王国 王牌 王后 王妃 王宫 王法 王道 王者 陈述 陈列 陈设 陈旧 陈词 张开 张大 张贴 张望 张力 张扬 张口 张嘴 张罗 李家 张家 王家 刘家 陈家 赵家 许可 许诺 许愿 余下 余地 叶子 叶片 杨树 柳树 柳条 梅花 梅雨 苏醒 苏军 姜汤 杜绝 谢谢 谢恩 谢幕 谢绝 谢意 罗列 罗网 罗马 罗汉 孔雀 孔洞 秦汉 魏晋 唐朝 唐代 宋朝 宋代 宋词 唐诗 孙子 孙女 曾孙 曾经 贺卡 贺信 贺电 贺词 焦点 焦虑 焦急 毕业 毕竟 祝福 祝贺 祝愿 陶瓷 陶醉 舒服 舒适 舒畅 许久 许多 范围 范畴 范例 范本 贾府 殷切 殷勤 颜色 颜料 颜面 罗盘 袁大 邓论 孟子 孔子 董事 董事会'.split(
    ' ',
  ),
)
/** Forms of address that stand where a given name would. */
const address = new Set(
  '先生 女士 小姐 老师 同学 同志 经理 总监 主任 局长 部长 院长 校长 教授 博士 医生 律师 书记 师傅 太太 夫人 姑娘 大哥 大姐 总裁 董事 工程'.split(
    ' ',
  ),
)

const hanRun = /[\p{Script=Han}·•・]+/gu
const longestTranscription = 18
const mostGiven = 2

/**
 * Chinese names of two to four characters and foreign ones written by their sound. Each run of characters is cut
 * into words of the dictionary and names in the likeliest way, by dynamic programming: a surname is a name where
 * that explains the text better than ordinary words do.
 */
export function findChineseNames(original: string, words: ChineseWords): readonly FoundName[] {
  const text = words.simplified(original)
  const names: FoundName[] = []
  for (const { index, 0: run } of text.matchAll(hanRun)) {
    const listed = names.at(-1)?.end === index - 1 && text.charAt(index - 1) === '、'
    if (run.length >= 2) names.push(...namesIn(text, index, index + run.length, words, modelOf(words), listed))
  }
  return names
}

const models = new WeakMap<ChineseWords, ChineseNameModel>()

function modelOf(words: ChineseWords): ChineseNameModel {
  const known = models.get(words)
  if (known !== undefined) return known
  const model = createChineseNameModel(words)
  models.set(words, model)
  return model
}

function namesIn(
  text: string,
  from: number,
  to: number,
  words: ChineseWords,
  model: ChineseNameModel,
  listed: boolean,
): readonly FoundName[] {
  const length = to - from
  const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY)
  const cameFrom = new Int32Array(length + 1)
  const isName = new Uint8Array(length + 1)
  const contexts = createContexts(text, from, to)
  best[0] = 0
  let at = 0
  const reach = (end: number, logProbability: number, name: 0 | 1) => {
    const here = (best[at] ?? 0) + logProbability
    if (end > length || here <= (best[end] ?? 0)) return
    best[end] = here
    cameFrom[end] = at
    isName[end] = name
  }
  const reachName = (end: number, logProbability: number) => {
    if (end <= length)
      reach(
        end,
        logProbability +
          contexts.before(at) +
          (listed && at === 0 ? weights.listed : 0) +
          contexts.after(end) +
          contexts.around(at, end),
        1,
      )
  }
  for (; at < length; at += 1) {
    reach(at + 1, weights.unknown, 0)
    const surname = model.surname(text.charAt(from + at))
    words.wordsAt(text, from + at, (endInText, logProbability, wordClass) => {
      const end = endInText - from
      if (end - at === 1 || wordClass === 'word' || wordClass === 'place') reach(end, logProbability, 0)
      else if (wordClass === 'foreign-person' || surname === undefined) {
        reach(end, logProbability + weights.foreignWord, 0)
        if (wordClass === 'foreign-person') reachName(end, logProbability + weights.foreignName)
      } else {
        const word = text.slice(from + at, endInText)
        const isPerson =
          (word.length === 3 || (word.length === 2 && telling.has(word.charAt(0)))) &&
          !notSomebody.has(word) &&
          !address.has(word.slice(1)) &&
          !neverLast.has(word.charAt(word.length - 1)) &&
          model.givenName(word.slice(1)) !== undefined
        if (isPerson) reachName(end, logProbability + weights.famousName)
        reach(end, logProbability + (isPerson ? weights.famous : 0), 0)
      }
    })
    if (surname !== undefined) givenNames(1, surname)
    const doubleSurname = model.surname(text.slice(from + at, from + at + 2))
    if (doubleSurname !== undefined) givenNames(2, doubleSurname)
    transcriptions(text, from + at, to, model, (end, logProbability) => {
      reach(end - from, logProbability + weights.thing, 0)
      reachName(end - from, logProbability)
    })
  }
  function givenNames(surnameLength: number, surname: number): void {
    const givenAt = from + at + surnameLength
    for (let given = 1; given <= mostGiven && givenAt + given <= to; given += 1) {
      const givenName = model.givenName(text.slice(givenAt, givenAt + given))
      if (givenName === undefined) return
      const last = text.charAt(givenAt + given - 1)
      if (given === 2 && address.has(text.slice(givenAt, givenAt + 2))) continue
      const unusual = neverLast.has(last) ? (rarelyLast.has(last) ? weights.rarelyLast : weights.neverLast) : 0
      reachName(
        at + surnameLength + given,
        weights.name + surname + givenName + unusual + soundsForeign(givenAt, given),
      )
    }
  }
  function soundsForeign(givenAt: number, given: number): number {
    let likeness = 0
    for (let offset = 0; offset < given; offset += 1)
      if ((model.transcribed(text.charAt(givenAt + offset)) ?? -99) > weights.usualSound) likeness += 1
    return given === 2 && likeness === 2 ? weights.soundsForeign : 0
  }
  const names: FoundName[] = []
  for (let end = length; end > 0; end = cameFrom[end] ?? 0) {
    if (isName[end] !== 0) names.push({ start: from + (cameFrom[end] ?? 0), end: from + end, confidence: 0.7 })
  }
  return names.toReversed()
}

/** Foreign names from an offset on: characters that stand for sounds, perhaps with dots between their parts. */
function transcriptions(
  text: string,
  start: number,
  to: number,
  model: ChineseNameModel,
  visit: (end: number, logProbability: number) => void,
): void {
  let logProbability = weights.transcription
  let unusual = 0
  const most = Math.min(to, start + longestTranscription)
  for (let at = start; at < most; at += 1) {
    const character = text.charAt(at)
    if (character === '·' || character === '•' || character === '・') {
      if (at === start) return
      logProbability += weights.dot
      continue
    }
    const own = model.transcribed(character)
    if (own === undefined && unusual > 0) return
    if (own === undefined) unusual += 1
    logProbability += own ?? weights.unusualSound
    if (at > start) visit(at + 1, logProbability + (at - start === 1 ? weights.shortTranscription : 0))
  }
}

interface Contexts {
  before(at: number): number
  after(end: number): number
  around(at: number, end: number): number
}

/** What the surroundings of a name say, looked up once for each offset of a run. */
function createContexts(text: string, from: number, to: number): Contexts {
  const length = to - from
  const before = new Float64Array(length + 1).fill(Number.NaN)
  const after = new Float64Array(length + 1).fill(Number.NaN)
  const inTitle = insideTitle(text, from) ? weights.title : 0
  const isSpeaker = /[:：]/.test(text.charAt(to)) && /^$|[\n。！？”"]/.test(text.charAt(from - 1))
  return {
    before(at) {
      const known = before[at] ?? 0
      return Number.isNaN(known) ? (before[at] = weightBefore(text, from + at, at === 0)) : known
    },
    after(end) {
      const known = after[end] ?? 0
      return Number.isNaN(known) ? (after[end] = weightAfter(text, from + end, end === length)) : known
    },
    around: (at, end) => inTitle + (at > 0 || end < length ? 0 : isSpeaker ? weights.speaker : weights.alone),
  }
}

function weightBefore(text: string, start: number, isEdge: boolean): number {
  if (isEdge && labelEndsAt(text, start)) return weights.label
  return (
    (isEdge ? weights.edge : 0) +
    (roleEndsAt(text, start) ? weights.role : whereaboutsEndAt(text, start) ? weights.whereabouts : 0)
  )
}

function weightAfter(text: string, end: number, isEdge: boolean): number {
  return (
    (isEdge ? weights.edge : 0) +
    (followerBeginsAt(text, end) ? weights.follower : thingBeginsAt(text, end) ? weights.thingBehind : 0)
  )
}

const longestTitle = 30

/** Whether an offset lies in the title of a work, between 《 and 》. */
function insideTitle(text: string, offset: number): boolean {
  const ahead = text.slice(Math.max(0, offset - longestTitle), offset)
  return ahead.lastIndexOf('《') > ahead.lastIndexOf('》')
}
