import { describe, expect, test } from '@jest/globals'
import { countKinds } from '../../../src/privacy/find-sensitive.ts'
import { findHidden, findSensitive } from '../../support/find-sensitive.ts'
import { growthOf } from '../../support/processor-time.ts'
import { planted } from './sample-text.ts'

const valuesIn = (text: string) => findSensitive(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])

describe('finding sensitive values', () => {
  test('finds values of different kinds in one Chinese sentence, in order', () => {
    const text =
      '请联系张伟，身份证11010519491231002X，手机13812345678，邮箱zhang.wei@corvane.cn，卡号6212345678901232。'

    expect(valuesIn(text)).toEqual([
      ['PERSON', '张伟'],
      ['RESIDENT_ID_CN', '11010519491231002X'],
      ['PHONE', '13812345678'],
      ['EMAIL', 'zhang.wei@corvane.cn'],
      ['BANK_CARD_CN', '6212345678901232'],
    ])
  })

  test('says where a value stands in the text as it was written, full-width and with emoji ahead', () => {
    const text = '😀电话：１３８－１２３４－５６７８。'

    expect(valuesIn(text)).toEqual([['PHONE', '１３８－１２３４－５６７８']])
  })

  test('is not blinded by zero-width spaces and soft hyphens inside a value', () => {
    const text = 'card 4111\u200B1111\u00AD11111111 and ann\u200B@example\u200B.com'

    expect(valuesIn(text)).toEqual([
      ['CARD', '4111\u200B1111\u00AD11111111'],
      ['EMAIL', 'ann\u200B@example\u200B.com'],
    ])
  })

  test('reads digits made into keycaps', () => {
    const text = '打 1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣ 找我'

    expect(findSensitive(text).map(({ kind }) => kind)).toEqual(['PHONE'])
  })

  test('takes a mobile number that is the name of a mailbox for the mailbox alone', () => {
    expect(valuesIn('13812345678@qq.com')).toEqual([['EMAIL', '13812345678@qq.com']])
  })

  test('takes a resident ID from Gansu for an ID, although it begins like a bank card', () => {
    expect(valuesIn('账号 620102199001011217')).toEqual([['RESIDENT_ID_CN', '620102199001011217']])
  })

  test('never reports two spans that overlap', () => {
    const text = planted.map((example) => example.text).join(' ')
    const spans = findSensitive(text)

    const overlapping = spans.filter((span, index) => span.start < (spans[index - 1]?.end ?? 0))

    expect(overlapping).toEqual([])
  })

  test('finds addresses and dates, which stay in the text, and hides what is secret in them', () => {
    const text = 'Since 2024-05-17: https://app:s3cr3t-pw@db.example.com/?mail=ann@example.com'

    expect(findSensitive(text).map(({ kind }) => kind)).toEqual(['DATE', 'URL', 'PASSWORD', 'URL', 'EMAIL'])
    expect(findHidden(text).map(({ kind }) => kind)).toEqual(['PASSWORD', 'EMAIL'])
  })

  test('leaves the name of a town in the text and hides the address that leads to a house', () => {
    const text = '他从纽约搬到上海市浦东新区祖冲之路2288号。'

    expect(valuesIn(text)).toEqual([
      ['PLACE', '纽约'],
      ['ADDRESS', '上海市浦东新区祖冲之路2288号'],
    ])
    expect(findHidden(text).map(({ kind }) => kind)).toEqual(['ADDRESS'])
  })

  test('counts what it found by kind', () => {
    const spans = findSensitive('ann@example.com, bob@example.com, +44 20 7946 0958')

    expect(countKinds(spans)).toEqual({ EMAIL: 2, PHONE: 1 })
  })
})

/** Texts that make careless patterns start over at every character. */
const hostile = [
  '1',
  '1 ',
  '12 34 ',
  'a@',
  'a@a.',
  '[',
  '(',
  '((1',
  '+1 ',
  '+44 20 7946 0958 ',
  'phone 1234567 ',
  '4111 1111 1111 1111 ',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'AAAABBBBCCCCDDDDEEEE1111\n',
  'eyJ',
  'eyJaaaaaaaa.',
  'token=',
  'token = a1b2c3d4 ',
  'sk-',
  '1.',
  '1.2.3.4 ',
  'a:',
  '::',
  'DE89',
  'https://a:',
  'Bearer ',
  '\u200B1',
  '卡号',
  'P<',
  'A1',
  'AB 12 ',
  '12-34-',
  '00:1B:',
  'password for a ',
  'passport E123 ',
  'account 12345678 ',
  'account 12 34 ',
  '京A123',
  '91350100M',
  'ABCDEF',
  'born 1.1.',
  '1年',
  'salary 1,000',
  'She has cancer ',
  'RSSMRA85T',
  '756.',
  'a.com/',
  'www.a.',
  'https://a/((',
  '1.1.2024 ',
  'May 1',
  '"',
  '王在',
  '北京市',
  '地址：北京市',
  '路1号',
  '约翰·',
  'Anna: ',
  'anna\n',
  'Main Street, ',
]

describe('hostile text', () => {
  /** Work that grows with the square would be 64 times as much. */
  const enough = 30

  test.each(hostile)('costs in proportion to its length: %j again and again', async (unit) => {
    const findIn = (length: number) => findSensitive(unit.repeat(Math.ceil(length / unit.length)))

    expect(await growthOf(findIn, { from: 5000, times: 8, enough })).toBeLessThan(enough)
  })
})
