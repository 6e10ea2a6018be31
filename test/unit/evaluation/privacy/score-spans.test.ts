import { describe, expect, test } from '@jest/globals'
import type { SensitiveKind, SensitiveSpan } from '../../../../src/domain/privacy/sensitive-span.ts'
import type { AnnotatedSet, AnnotatedText } from '../../../../src/evaluation/privacy/annotated-text.ts'
import { countInPlainTexts } from '../../../../src/evaluation/privacy/count-in-plain-texts.ts'
import { scoreSet } from '../../../../src/evaluation/privacy/score-spans.ts'

const kinds: AnnotatedSet['kinds'] = { MAIL: ['EMAIL'], NUMBER: ['PHONE', 'CARD'], FAX: ['PHONE'], TITLE: [] }

/** A text whose marked values stand in brackets, as in `call <NUMBER 123>`. */
function annotated(marked: string): AnnotatedText {
  const spans: AnnotatedText['spans'][number][] = []
  let text = ''
  let done = 0
  for (const { index, 0: whole, 1: label = '', 2: value = '' } of marked.matchAll(/<([A-Z]+) ([^>]*)>/g)) {
    text += marked.slice(done, index)
    spans.push({ label, start: text.length, end: text.length + value.length })
    text += value
    done = index + whole.length
  }
  return { text: text + marked.slice(done), spans }
}

/** Finds given words, as given kinds. */
function finding(words: Readonly<Record<string, SensitiveKind>>): (text: string) => readonly SensitiveSpan[] {
  return (text) =>
    Object.entries(words).flatMap(([word, kind]) => {
      const start = text.indexOf(word)
      return start === -1 ? [] : [{ kind, start, end: start + word.length, confidence: 1 }]
    })
}

function scoreOf(texts: readonly string[], found: Readonly<Record<string, SensitiveKind>>) {
  return scoreSet({ name: 'set', kinds, texts: texts.map(annotated) }, finding(found))
}

describe('scoring what was found', () => {
  test('tells values found from end to end from those found in part', () => {
    const { labels } = scoreOf(['a <MAIL ann@b.de> and <MAIL bob@b.de>'], {
      'ann@b.de': 'EMAIL',

      'bob@b': 'EMAIL',
    })

    expect(labels).toEqual([
      {
        label: 'MAIL',
        marked: 2,
        found: 2,
        exact: { precision: 0.5, recall: 0.5, f1: 0.5 },
        overlap: { precision: 1, recall: 1, f1: 1 },
        masked: 13 / 16,
      },
    ])
  })

  test('counts what nobody marked against precision, and what was missed against recall', () => {
    const { labels } = scoreOf(['<NUMBER 111> <NUMBER 222> 333'], { 111: 'PHONE', 333: 'CARD' })

    expect(labels).toMatchObject([{ label: 'NUMBER', overlap: { precision: 0.5, recall: 0.5 } }])
  })

  test('lets a kind be right for several labels, and blames none for the values of another', () => {
    const { labels } = scoreOf(['<NUMBER 111> <FAX 222>'], { 111: 'PHONE', 222: 'PHONE' })

    expect(labels.map(({ label, overlap }) => [label, overlap.precision, overlap.recall])).toEqual([
      ['NUMBER', 1, 1],
      ['FAX', 1, 1],
    ])
  })

  test('says how many characters were hidden, whatever they were taken for', () => {
    const { maskedOfSensitive, maskedOfOthers } = scoreOf(['<MAIL aaaa>bbbb<TITLE cccc>'], {
      aa: 'PHONE',
      bcc: 'PHONE',
    })

    expect([maskedOfSensitive, maskedOfOthers]).toEqual([0.5, 0.25])
  })

  test('counts findings in plain texts by kind, of each text by itself', () => {
    const find = (text: string, ...rest: readonly unknown[]) => (rest.length > 0 ? [] : finding({ 1: 'PHONE' })(text))

    expect(countInPlainTexts('laws', ['one 1', 'two'], find)).toEqual({
      name: 'laws',
      texts: 2,
      characters: 8,
      kinds: { PHONE: 1 },
    })
  })
})
