import { describe, expect, test } from '@jest/globals'
import { createMemoryEmbedder } from '../../../../src/adapters/memory/memory-embedder.ts'
import type { Classification } from '../../../../src/domain/access/classification.ts'
import {
  answerText,
  documentText,
  questionText,
  type SourcedText,
} from '../../../../src/domain/privacy/sourced-text.ts'
import type { Embedder } from '../../../../src/ports/embedder.ts'
import type { Reranker } from '../../../../src/ports/reranker.ts'
import { createCloudGuard } from '../../../../src/privacy/outgoing/cloud-guard.ts'
import { guardEmbedder } from '../../../../src/privacy/outgoing/guard-embedder.ts'
import { guardReranker } from '../../../../src/privacy/outgoing/guard-reranker.ts'
import { createVault } from '../../../../src/privacy/vault.ts'
import { findSensitive } from '../../../support/find-sensitive.ts'
import { policyWith } from '../../../support/policies.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const guardBy = (more: Readonly<Record<string, unknown>> = {}) =>
  createCloudGuard({ policy: { current: () => policyWith(more) }, findSensitive, log })
const prepareOne = async (text: SourcedText, more: Readonly<Record<string, unknown>> = {}) =>
  (await guardBy(more).prepare([text]))[0]

describe('what a cloud may see of a text that is compared', () => {
  test.each([
    ['Write to anna.schmidt@example.com today.', 'Write to [EMAIL] today.'],
    ['Please contact Ms. Anna Schmidt about the rota.', 'Please contact Ms. [PERSON] about the rota.'],
    [
      '报销款请打到卡号 6222021234567890128，联系电话 13912345678。',
      '报销款请打到卡号 [BANK_CARD_CN]，联系电话 [PHONE]。',
    ],
    ['请联系人事部的张伟明办理入职手续。', '请联系人事部的[PERSON]办理入职手续。'],
  ])('names the kind of a value in its place: %s', async (text, seen) => {
    expect(await prepareOne(documentText(text, 'internal'))).toBe(seen)
    expect(await prepareOne(questionText(text))).toBe(seen)
  })

  test('is the same for the same text, whatever it is sent with', async () => {
    const text = documentText('Call Ms. Anna Schmidt on +44 20 7946 0958.', 'internal')
    const alone = await prepareOne(text)
    const [, besides] = await guardBy().prepare([
      documentText('Mr. Peter Jones writes to p.jones@example.com.', 'public'),
      text,
    ])
    expect(besides).toBe(alone)
  })

  test('hides a value in every text that is sent together, once one of them tells what it is', async () => {
    const ready = await guardBy().prepare([
      questionText('Does the rota of May name Lindqvist'),
      documentText('Our travel manager is Ms. Lindqvist.', 'internal'),
    ])
    expect(ready.join('\n')).not.toContain('Lindqvist')
  })

  test('is nothing where the classification never leaves, in whatever it is part of', async () => {
    const { length } = (
      await guardBy().prepare([documentText('Bands.', 'restricted'), answerText('It is so.', 'restricted')])
    ).filter((text) => text === undefined)
    expect(length).toBe(2)
    expect(await prepareOne(questionText('Anything?'), { cloud: everywhereNever })).toBeUndefined()
  })

  test.each([
    ['Is the SSN 536-22-8416 on file?', { question: { US_SSN: 'on-prem-only' } }],
    ['身份证号11010519491231002X的员工有多少天年假？', { question: { RESIDENT_ID_CN: 'on-prem-only' } }],
    ['My password is hunter2hunter2, why can I not log in?', {}],
  ])('is nothing of a question with a value that keeps it in the house or blocks it: %s', async (question, more) => {
    expect(await prepareOne(questionText(question), more)).toBeUndefined()
  })

  test('is nothing of a document with a value that keeps it in the house', async () => {
    const text = 'The password of the scanner is Tr0ub4dor&3.'
    expect(await prepareOne(documentText(text, 'internal'))).toBeUndefined()
    expect(await prepareOne(documentText(text, 'internal'), { evidence: { PASSWORD: 'redact' } })).toBe(
      'The password of the scanner is [PASSWORD].',
    )
  })

  test('is nothing of a question that follows from what never leaves', async () => {
    const guard = guardBy()
    const talk = (classification: Classification) => ({ classification, vault: createVault() })
    const ask = () => guard.prepare([questionText('And the salary band of grade G8?')])
    expect(await guard.during(talk('restricted'), ask)).toEqual([undefined])
    expect(await guard.during(talk('internal'), ask)).toEqual(['And the salary band of grade G8?'])
    expect(await ask()).toEqual(['And the salary band of grade G8?'])
    expect(await guard.during(talk('restricted'), () => guard.apart(ask))).toEqual(['And the salary band of grade G8?'])
  })

  test('has no value that the talk before knows, though nothing in the question tells what it is', async () => {
    const vault = createVault()
    vault.placeholderFor('PERSON', 'Quillfeather')
    const guard = guardBy()
    const ready = await guard.during({ classification: 'internal', vault }, () =>
      guard.prepare([questionText('and Quillfeather too?')]),
    )
    expect(ready).toEqual(['and [PERSON] too?'])
  })
})

const everywhereNever = { public: 'never', internal: 'never', confidential: 'never', restricted: 'never' }

describe('an embedder behind the guard', () => {
  test('gives vectors of what may be seen, in their places, and says which it withholds', async () => {
    const sent: string[] = []
    const model = createMemoryEmbedder(8)
    const watched: Embedder = {
      ...model,
      embed: (texts, purpose) => {
        sent.push(...texts)
        return model.embed(texts, purpose)
      },
    }
    const embedder = guardEmbedder(watched, guardBy())
    const texts = [documentText('Secret plan.', 'restricted'), documentText('Open plan.', 'public')]

    expect((await embedder.embed(texts, 'document')).map((vector) => vector?.length)).toEqual([undefined, 8])
    expect(await embedder.withholds(texts)).toEqual([true, false])
    expect(sent).toEqual(['Open plan.'])
    // Vectors of redacted texts are not to be compared with those of texts as they are.
    expect((await embedder.identity()).id).not.toBe((await model.identity()).id)
  })
})

describe('a reranker behind the guard', () => {
  const asked: unknown[] = []
  const reranker: Reranker = {
    scores: async (question, texts) => {
      asked.push([question, ...texts])
      return texts.map((_, at) => at + 1)
    },
  }

  test('scores what may be seen, and is not asked where the question may not', async () => {
    const guarded = guardReranker(reranker, guardBy())
    const passages = [documentText('Pay.', 'restricted'), documentText('Mail anna@example.com.', 'public')]

    expect(await guarded.scores('Whom do I mail?', passages)).toEqual([undefined, 1])
    expect(await guarded.scores('My password is hunter2hunter2, why?', passages)).toEqual([undefined, undefined])
    expect(asked).toEqual([['Whom do I mail?', 'Mail [EMAIL].']])
  })
})
