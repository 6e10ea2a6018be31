import { type ChecksumKind, checksumKinds, makeValue } from '../../../src/evaluation/privacy/checksum-values.ts'
import type { Random } from '../../../src/evaluation/seeded-random.ts'

/** What the company of these conversations calls sensitive, for a policy file. */
export const companyOfConversations = {
  recognisers: [{ name: 'case', pattern: 'KX[ -]?\\d{6}' }],
  deny: { CUSTOM_SENSITIVE: ['Project Orca', '北辰计划'] },
}

type PlantedKind = ChecksumKind | 'CUSTOM' | 'CUSTOM_SENSITIVE'

const plantedKinds: readonly PlantedKind[] = [...checksumKinds, 'CUSTOM', 'CUSTOM_SENSITIVE']

function valueOf(kind: PlantedKind, random: Random): string {
  if (kind === 'CUSTOM') return `KX${Math.floor(100_000 + random() * 900_000)}`
  if (kind === 'CUSTOM_SENSITIVE') return oneOf(random, companyOfConversations.deny.CUSTOM_SENSITIVE) ?? ''
  return makeValue(kind, random)
}

/** A value as it stands in a text. */
export interface PlantedValue {
  readonly kind: PlantedKind
  readonly value: string
}

/** A question with the passages that a search brings for it. */
export interface PlantedTurn {
  readonly question: string
  readonly passages: readonly string[]
}

/** A talk with values in every question and passage; what is answered brings them into its history. */
export interface PlantedConversation {
  readonly turns: readonly PlantedTurn[]
  readonly planted: readonly PlantedValue[]
}

/** A conversation of two turns. One value in three is said again later, spelled in another way. */
export function plantConversation(random: Random): PlantedConversation {
  const planted: PlantedValue[] = []
  const next = (): PlantedValue => {
    const again = oneOf(random, planted)
    if (again !== undefined && random() < 1 / 3) return again
    const kind = oneOf(random, plantedKinds) ?? 'CARD'
    const fresh = { kind, value: valueOf(kind, random) }
    planted.push(fresh)
    return fresh
  }
  const sentence = (frames: Readonly<Record<'en' | 'zh', readonly Frame[]>>, language: 'en' | 'zh') => {
    const frame = oneOf(random, frames[language])
    return frame?.(...([next(), next()].map((one) => spell(one, random)) as [Spelled, Spelled])) ?? ''
  }
  const turns = Array.from({ length: 2 }, () => {
    const language = random() < 0.5 ? 'en' : 'zh'
    const passages = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      sentence(passageFrames, random() < 0.8 ? language : 'en'),
    )
    return { question: sentence(questionFrames, language), passages }
  })
  return { turns, planted }
}

interface Spelled {
  readonly text: string
  readonly label: Readonly<Record<'en' | 'zh', string>>
}

type Frame = (first: Spelled, second: Spelled) => string

const labels: Readonly<Record<PlantedKind, Spelled['label']>> = {
  CARD: { en: 'card', zh: '信用卡' },
  BANK_CARD_CN: { en: 'bank card', zh: '银行卡' },
  RESIDENT_ID_CN: { en: 'resident ID', zh: '身份证' },
  IBAN: { en: 'IBAN', zh: '国际账号' },
  CREDIT_CODE_CN: { en: 'company code', zh: '信用代码' },
  EMAIL: { en: 'address', zh: '邮箱' },
  PHONE: { en: 'phone', zh: '手机' },
  CUSTOM: { en: 'case', zh: '案件' },
  CUSTOM_SENSITIVE: { en: 'plan', zh: '项目' },
}

/** With a label and without, with spaces around a value, and glued to words and marks. */
const questionFrames: Readonly<Record<'en' | 'zh', readonly Frame[]>> = {
  en: [
    (a, b) => `Is ${a.label.en} ${a.text} the same refund case as ${b.text}?`,
    (a) => `What is known about ${a.text}?`,
    (a, b) => `(${a.text},${b.text}) which refund rule holds?`,
    (a) => `refund:${a.text};who approves?`,
    (a, b) => `Customer wrote "${a.text}" and ${b.label.en}=${b.text}. What about the refund?`,
  ],
  zh: [
    (a, b) => `${a.label.zh}${a.text}和${b.text}是同一个退款申请吗？`,
    (a) => `客户${a.text}能退款吗？`,
    (a, b) => `请问（${a.text}、${b.label.zh}${b.text}）的退款由谁审批？`,
    (a) => `退款${a.label.zh}号是${a.text}，怎么办理？`,
    (a, b) => `把${a.text}换成${b.text}以后退款规则怎么算？`,
  ],
}

const passageFrames: Readonly<Record<'en' | 'zh', readonly Frame[]>> = {
  en: [
    (a, b) => `Refund cases are kept with ${a.label.en} ${a.text}. Ask ${b.text} about delays.`,
    (a, b) => `| refund | contact |\n| --- | --- |\n| ${a.text} | ${b.text} |`,
    (a) => `Refund example:${a.text}. The rule is on page 4.`,
    (a, b) => `- refund\n- ${a.text}\n- ${b.label.en}: ${b.text}`,
    (a) => `On 2026-03-01 the refund of 120.50 EUR went to ${a.text}, see section 4.6.2.`,
  ],
  zh: [
    (a, b) => `退款申请登记${a.label.zh}${a.text}，延误请联系${b.text}。`,
    (a, b) => `| 退款 | 联系人 |\n| --- | --- |\n| ${a.text} | ${b.text} |`,
    (a) => `退款示例：${a.text}已受理。`,
    (a, b) => `一、退款\n二、${a.text}\n三、${b.label.zh}：${b.text}`,
    (a) => `2026年3月1日退款120.50元已打入${a.text}账户。`,
  ],
}

/** As people write it: whole, in groups, with hyphens, full-width; addresses in capitals. */
function spell({ kind, value }: PlantedValue, random: Random): Spelled {
  const ways = kind === 'EMAIL' ? [asIs, asIs, capital, wide] : [asIs, asIs, spaced, hyphenated, wide]
  const spelled = (oneOf(random, ways) ?? asIs)(value, kind)
  return { text: spelled, label: labels[kind] }
}

const asIs = (value: string) => value
const capital = (value: string) => value.charAt(0).toUpperCase() + value.slice(1)
const wide = (value: string) =>
  value.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfe_e0))
const spaced = (value: string, kind: PlantedKind) => groups(value, kind).join(' ')
const hyphenated = (value: string, kind: PlantedKind) =>
  kind === 'IBAN' || kind === 'CREDIT_CODE_CN' || value.startsWith('+')
    ? spaced(value, kind)
    : groups(value, kind).join('-')

const groupSizes: Readonly<Partial<Record<PlantedKind, readonly number[]>>> = {
  CUSTOM: [2, 6],
  RESIDENT_ID_CN: [6, 8, 4],
  CREDIT_CODE_CN: [18],
  PHONE: [3, 4, 4],
}

function groups(value: string, kind: PlantedKind): readonly string[] {
  if (value.includes(' ')) return value.split(' ')
  const sizes = groupSizes[kind] ?? Array.from({ length: Math.ceil(value.length / 4) }, () => 4)
  let at = 0
  return sizes.map((size) => value.slice(at, (at += size)))
}

function oneOf<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)]
}

/** A text as far as spellings of one value agree: no spaces and hyphens, narrow, small letters. */
export function withoutSpelling(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s-]/g, '').toLowerCase()
}
