import { describe, expect, test } from '@jest/globals'
import type { RedactedText } from '../../../src/domain/privacy/redacted-text.ts'
import { joinRedacted, rawForOnPrem, redactedTemplate } from '../../../src/privacy/redact.ts'
import { restore } from '../../../src/privacy/restore.ts'
import { createVault } from '../../../src/privacy/vault.ts'
import { findHidden, redact, redactAll } from '../../support/find-sensitive.ts'
import { jumble, oneOf, planted, seededRandom } from './sample-text.ts'

describe('redacting', () => {
  test('puts placeholders in place of values and says where each value stood', () => {
    const text = 'Mail ann@example.com or call +44 20 7946 0958.'

    const redaction = redact(text, createVault())

    expect(redaction.text).toBe('Mail [EMAIL_1] or call [PHONE_1].')
    expect(redaction.spans).toEqual([
      { kind: 'EMAIL', start: 5, end: 20, confidence: expect.any(Number), placeholder: '[EMAIL_1]' },
      { kind: 'PHONE', start: 29, end: 45, confidence: expect.any(Number), placeholder: '[PHONE_1]' },
    ])
  })

  test('gives a value the same placeholder in question, history and passages, however it is spelled', () => {
    const vault = createVault()

    const texts = ['手机13812345678', 'Call 138-1234-5678.', '电话：＋８６ １３８ １２３４ ５６７８'].map(
      (text) => redact(text, vault).text,
    )

    expect(texts).toEqual(['手机[PHONE_1]', 'Call [PHONE_1].', '电话：[PHONE_1]'])
  })

  test('hides a value that it knows where nothing else gives it away', () => {
    const vault = createVault()
    redact('My phone number is 781 1704.', vault)

    const { text, spans } = redact('Room 12: 7811704, B: 178117045', vault)

    expect(text).toBe('Room 12: [PHONE_1], B: 178117045')
    expect(spans.map(({ placeholder }) => placeholder)).toEqual(['[PHONE_1]'])
  })

  test('hides a value in all texts that are sent together, also in those before it was recognised', () => {
    const redactions = redactAll(['Ticket 55: 781 1704 again.', 'phone: 781 1704'], createVault())

    expect(redactions.map(({ text }) => text)).toEqual(['Ticket 55: [PHONE_1] again.', 'phone: [PHONE_1]'])
  })

  test('hides what comes to light only when something beside it was hidden', () => {
    const mailbox = `${'very.long.'.repeat(4)}name@mail.example.com`

    const { text } = redact(`Phone ${mailbox} 467 3395`, createVault())

    expect(text).toBe('Phone [EMAIL_1] [PHONE_1]')
  })

  test.each([
    '[邮箱_1]',
    '【姓名1】',
    '[EMAIL_1]',
    'EMAIL_1',
    '[Phone 12]',
    '【CARD_1】',
    '［IBAN_1］',
    '\\[EMAIL\\_1\\]',
    '[LITERAL_1]',
  ])('does not let typed text stand for somebody: %s', (typed) => {
    const vault = createVault()
    const text = `ann@example.com, 13812345678: what is ${typed}?`

    const redacted = redact(text, vault).text

    expect(redacted).toBe('[EMAIL_1], [PHONE_1]: what is [LITERAL_1]?')
    expect(restore(redacted, vault)).toBe(text)
  })

  test('leaves text without values and placeholders as it is', () => {
    const text = 'Who approves travel above 500 EUR? See [1] and 【2】, section 4.6.2.0.'

    expect(redact(text, createVault())).toEqual({ text, spans: [] })
  })

  test('is undone by restoring, for any text whose values are each spelled in one way', () => {
    const random = seededRandom(20_260_401)

    const broken = Array.from({ length: 400 }, () => jumble(random)).filter((text) => {
      const vault = createVault()
      const { text: redacted, spans } = redact(text, vault)
      const firstSpellings = spans.reduceRight(
        (changed, { start, end, placeholder }) =>
          changed.slice(0, start) + vault.valueOf(placeholder) + changed.slice(end),
        text,
      )
      return restore(redacted, vault) !== firstSpellings
    })

    expect(broken).toEqual([])
  })
})

describe('[P1] what leaves the house', () => {
  test('holds no value that was planted, in whatever company', () => {
    const random = seededRandom(7)
    const texts = Array.from({ length: 200 }, () => [
      oneOf(random, planted),
      oneOf(random, planted),
      oneOf(random, planted),
    ])

    const leaked = texts.flatMap((examples) => {
      const { text } = redact(examples.map((example) => example.text).join('\n\n'), createVault())
      return examples.filter(({ value }) => text.includes(value))
    })

    expect(leaked).toEqual([])
  })

  test('holds nothing that a recogniser would still find', () => {
    const random = seededRandom(11)

    const left = Array.from({ length: 300 }, () => redact(jumble(random), createVault()).text).filter(
      (text) => findHidden(text).length > 0,
    )

    expect(left).toEqual([])
  })

  test('holds no value that the vault of the conversation knows', () => {
    const vault = createVault()
    const { text: question } = redact('卡号 6221558812340000 被锁', vault)

    const { text: passage } = redact('Log: 6221558812340000 locked, 6221 5588 1234 0000 unlocked.', vault)

    expect([question, passage]).toEqual([
      '卡号 [BANK_CARD_CN_1] 被锁',
      'Log: [BANK_CARD_CN_1] locked, [BANK_CARD_CN_1] unlocked.',
    ])
  })
})

describe('putting prompts together', () => {
  const vault = createVault()
  const question = redact('Is ann@example.com on leave?', vault).text

  test('sets our own words around redacted text', () => {
    expect(redactedTemplate`Question ${1}:\n${question}`).toBe('Question 1:\nIs [EMAIL_1] on leave?')
  })

  test('joins redacted texts', () => {
    expect(joinRedacted([question, question], '\n')).toBe(`${question}\n${question}`)
  })

  test('does not compile with text that was not redacted', () => {
    const raw: string = 'Is ann@example.com on leave?'
    // @ts-expect-error a string is no redacted text
    const assigned: RedactedText = raw
    // @ts-expect-error nor is a part of a template
    const template = redactedTemplate`Question: ${raw}`
    // @ts-expect-error nor is a separator that was made while running
    const joined = joinRedacted([question], raw)

    expect([assigned, template, joined]).toHaveLength(3)
  })

  test('leaves text raw only where that is asked for by name', () => {
    expect(rawForOnPrem('Is ann@example.com on leave?')).toBe('Is ann@example.com on leave?')
  })
})
