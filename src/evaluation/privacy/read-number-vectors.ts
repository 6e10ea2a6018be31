import * as z from 'zod'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { AnnotatedSet, AnnotatedText } from './annotated-text.ts'

const schema = z.object({ input: z.string(), valid: z.boolean() })

/** A sentence with a place for a number, and how the number is written there. */
interface Frame {
  readonly before: string
  readonly after: string
  readonly spell?: (number: string) => string
}

/** What numbers are called, and the sentences they are put into. */
export interface NumberVectors {
  readonly label: string
  readonly kinds: readonly SensitiveKind[]
  readonly frames: readonly Frame[]
}

const fullWidthShift = 0xfe_e0

/** As Chinese input methods write it. */
function fullWidth(number: string): string {
  return number.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + fullWidthShift))
}

/** In groups with a space between; a number that is not made of so many letters and digits stays as it is. */
function grouped(...lengths: readonly number[]): (number: string) => string {
  const pattern = new RegExp(`^${lengths.map((length) => `([0-9A-Za-z]{${length}})`).join('')}([0-9]*)$`)
  return (number) => {
    const [, ...groups] = pattern.exec(number) ?? ['', number]
    return groups.filter(Boolean).join(' ')
  }
}

export const residentIds: NumberVectors = {
  label: 'resident ID',
  kinds: ['RESIDENT_ID_CN'],
  frames: [
    { before: '身份证号', after: '已核对' },
    { before: '张三（身份证：', after: '）', spell: fullWidth },
    { before: '证件号码 ', after: '。', spell: grouped(6, 8, 4) },
    { before: 'My ID card number is ', after: ', please check.' },
  ],
}

export const creditCodes: NumberVectors = {
  label: 'credit code',
  kinds: ['CREDIT_CODE_CN'],
  frames: [
    { before: '统一社会信用代码', after: '的单位' },
    { before: '信用代码：', after: '，已年检', spell: fullWidth },
    { before: '我公司代码 ', after: '。', spell: grouped(8, 10) },
    { before: 'The company code is ', after: ', please check.' },
  ],
}

export const bankCards: NumberVectors = {
  label: 'card',
  kinds: ['CARD', 'BANK_CARD_CN'],
  frames: [
    { before: '我的银行卡号是', after: '请核对' },
    { before: '卡号：', after: '，开户行招商银行', spell: fullWidth },
    { before: '请汇到银行卡 ', after: '，谢谢', spell: grouped(4, 4, 4, 4) },
    { before: 'My card number is ', after: ', please check.' },
  ],
}

export const chineseMobiles: NumberVectors = {
  label: 'mobile',
  kinds: ['PHONE'],
  frames: [
    { before: '张三的手机', after: '请回电' },
    { before: '手机：', after: '。', spell: fullWidth },
    { before: '手机号 ', after: ' 联系王芳', spell: grouped(3, 4, 4) },
    { before: '联系人李娜，手机号码为', after: '（微信同号）' },
  ],
}

/** A number, and whether it is what it looks like. */
export interface NumberVector {
  readonly input: string
  readonly valid: boolean
}

/** Valid and invalid numbers, a line each, every one in every frame. @throws ZodError for another format */
export function readNumberVectors(name: string, file: string, into: NumberVectors): AnnotatedSet {
  const vectors = file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
    .filter(({ input }) => input !== '')
  return numbersInSentences(name, vectors, into)
}

/** Every number in every frame. */
export function numbersInSentences(
  name: string,
  vectors: readonly NumberVector[],
  { label, kinds, frames }: NumberVectors,
): AnnotatedSet {
  const texts = vectors.flatMap(({ input, valid }) => frames.map((frame) => textOf(frame, input, valid ? [label] : [])))
  return { name, kinds: { [label]: kinds }, texts }
}

function textOf(
  { before, after, spell = (number) => number }: Frame,
  input: string,
  labels: readonly string[],
): AnnotatedText {
  const written = spell(input)
  return {
    text: before + written + after,
    spans: labels.map((label) => ({ label, start: before.length, end: before.length + written.length })),
  }
}

const planSchema = z.object({ country_code: z.string(), national_number: z.string() })

/** Example numbers of the world's numbering plans, as one dials them from abroad. @throws ZodError for another format */
export function readNumberingPlans(name: string, file: string): AnnotatedSet {
  const label = 'international phone'
  const frame = { before: 'It was on a note, ', after: ', by Anna.' }
  const texts = file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => planSchema.parse(JSON.parse(line)))
    .map((plan) => textOf(frame, `+${plan.country_code}${plan.national_number}`, [label]))
  return { name, kinds: { [label]: ['PHONE'] }, texts }
}
