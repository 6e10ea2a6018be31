import { expect, test } from '@jest/globals'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readFileSync } from 'node:fs'
import type { SensitiveKind } from '../../../../src/domain/privacy/sensitive-span.ts'
import { findSensitive } from '../../../support/find-sensitive.ts'
import { describeWithBench } from '../../../support/bench-data.ts'

interface Score {
  readonly recall: number
  readonly precision: number
}

/** The floors are a little below what was measured, so that a change for the worse is noticed. */
describeWithBench('presidio-research', (folder) => {
  interface Annotated {
    readonly full_text: string
    readonly spans: readonly {
      readonly entity_type: string
      readonly start_position: number
      readonly end_position: number
    }[]
  }
  const texts = JSON.parse(readFileSync(`${folder}/data/synth_dataset_v2.json`, 'utf8')) as readonly Annotated[]
  const found = texts.map(({ full_text: text }) => findSensitive(text))

  const score = (kind: SensitiveKind, entity: string): Score => {
    let hits = 0
    let annotated = 0
    let reported = 0
    let right = 0
    for (const [index, { spans }] of texts.entries()) {
      const gold = spans.filter(({ entity_type: type }) => type === entity)
      const ours = (found[index] ?? []).filter((span) => span.kind === kind)
      annotated += gold.length
      reported += ours.length
      hits += gold.filter((g) =>
        ours.some((span) => span.start <= g.start_position && span.end >= g.end_position),
      ).length
      right += ours.filter((span) =>
        gold.some((g) => g.start_position < span.end && span.start < g.end_position),
      ).length
    }
    return { recall: hits / annotated, precision: right / reported }
  }

  test.each<[SensitiveKind, string, Score]>([
    ['CARD', 'CREDIT_CARD', { recall: 0.99, precision: 0.99 }],
    ['IBAN', 'IBAN_CODE', { recall: 0.99, precision: 0.99 }],
    ['EMAIL', 'EMAIL_ADDRESS', { recall: 0.99, precision: 0.99 }],
    ['IP_ADDRESS', 'IP_ADDRESS', { recall: 0.92, precision: 0.92 }],
    ['PHONE', 'PHONE_NUMBER', { recall: 0.95, precision: 0.95 }],
  ])('%s is found in English text', (kind, entity, floor) => {
    const { recall, precision } = score(kind, entity)

    expect(recall).toBeGreaterThanOrEqual(floor.recall)
    expect(precision).toBeGreaterThanOrEqual(floor.precision)
  })
})

describeWithBench('pii-vectors', (folder) => {
  interface Vector {
    readonly input: string
    readonly valid: boolean
  }
  interface NumberingPlanExample {
    readonly country_code: string
    readonly national_number: string
  }
  const lines = (file: string) => readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n')
  const vectors = (file: string) => lines(file).map((line) => JSON.parse(line) as Vector)

  const wronglyJudged = (
    judged: readonly Vector[],
    kinds: readonly SensitiveKind[],
    sentence: (value: string) => string,
  ) =>
    judged
      .filter(({ input }) => input !== '')
      .filter(({ input, valid }) => {
        const text = sentence(input)
        const start = text.indexOf(input)
        const ours = findSensitive(text).filter(({ kind }) => kinds.includes(kind))
        const isCovered = ours.some((span) => span.start <= start && span.end >= start + input.length)
        return valid ? !isCovered : ours.length > 0
      })
      .map(({ input }) => input)

  const shareFound = (numbers: readonly string[], sentence: (value: string) => string): number => {
    const valid = numbers.map((input) => ({ input, valid: true }))
    return 1 - wronglyJudged(valid, ['PHONE'], sentence).length / numbers.length
  }

  test.each<[string, (value: string) => string]>([
    ['English', (value) => `My card number is ${value}, please check.`],
    ['Chinese', (value) => `我的银行卡号是${value}，请核对。`],
  ])('valid cards are told from invalid ones in %s', (_, sentence) => {
    const wrong = wronglyJudged(vectors('cards.card-validator.jsonl'), ['CARD', 'BANK_CARD_CN'], sentence)

    expect(wrong).toEqual([])
  })

  test.each<[string, (value: string) => string]>([
    ['English', (value) => `My ID card number is ${value}, please check.`],
    ['Chinese', (value) => `身份证号${value}已核对`],
  ])('valid Chinese resident IDs are told from invalid ones in %s', (_, sentence) => {
    expect(wronglyJudged(vectors('cn-id.jsonl'), ['RESIDENT_ID_CN'], sentence)).toEqual([])
  })

  test('valid Chinese mobile numbers are told from invalid ones, glued to Chinese text', () => {
    expect(wronglyJudged(vectors('cn-phone.jsonl'), ['PHONE'], (value) => `张三的手机${value}请回电`)).toEqual([])
  })

  const examples = lines('phone-examples.libphonenumber.jsonl').map((line) => JSON.parse(line) as NumberingPlanExample)
  const international = examples.map(({ country_code: code, national_number: number }) => `+${code}${number}`)
  const national = international.flatMap((number) => parsePhoneNumberFromString(number)?.formatNational() ?? [])

  test('international numbers of every region are found without any help', () => {
    expect(shareFound(international, (value) => `It was on a note, ${value}, by Anna.`)).toBeGreaterThanOrEqual(0.98)
  })

  test.each<[string, (value: string) => string]>([
    ['English', (value) => `Please call me at ${value} tomorrow.`],
    ['Chinese', (value) => `联系电话：${value}，谢谢`],
  ])('national numbers of every region are found beside a word for phone in %s', (_, sentence) => {
    expect(shareFound(national, sentence)).toBeGreaterThanOrEqual(0.97)
  })
})
