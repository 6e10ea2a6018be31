import { describe, expect, test } from '@jest/globals'
import { type DictionaryEntry, firstGloss, glossesOf } from '../../../../src/adapters/language/first-gloss.ts'

/** A dictionary of lines `simplified [pinyin] definition/definition`. */
function dictionary(...lines: readonly string[]) {
  const entries = lines.map((line): DictionaryEntry => {
    const [, simplified = '', pinyin = '', definitions = ''] = /^(\S+) \[(.*?)\] (.*)$/.exec(line) ?? []
    return { simplified, traditional: simplified, pinyin, definitions: definitions.split('/') }
  })
  return (word: string) => firstGloss(word, (wanted) => entries.filter(({ simplified }) => simplified === wanted))
}

describe('the first gloss of a word', () => {
  test.each([
    ['to apply for sth', 'apply for'],
    ['company; firm; corporation', 'company'],
    ['(bound form) row; line', 'row'],
    ['what?', 'what'],
    ['(literary) (of a person) tall (i.e. (very) tall)', 'tall'],
    ['lit. one palm cannot clap (proverb)', 'one palm cannot clap'],
    ['Shanghai municipality (abbr. to 滬|沪[Hu4])', 'Shanghai municipality'],
    ['Qidu District of Keelung City 基隆市[Ji1 long2 shi4], Taiwan', 'Qidu District of Keelung City, Taiwan'],
    ['Battle of 1932, fought between two armies for the old quarters of the city', 'Battle of 1932'],
  ])('"%s" becomes "%s"', (definition, gloss) => {
    expect(dictionary(`词 [ci2] ${definition}`)('词')).toBe(gloss)
  })

  test('skips definitions that say nothing by themselves', () => {
    const gloss = dictionary(
      '词 [ci2] CL:个[ge4]/used in 词典[ci2 dian3]/(particle)/classifier for poems/also pr. [ci4]/word',
    )
    expect(gloss('词')).toBe('word')
  })

  test('follows a variant to what it is a variant of', () => {
    const gloss = dictionary('甲 [jia3] old variant of 乙|乙[yi3]', '乙 [yi3] see 丙[bing3]', '丙 [bing3] third')
    expect(gloss('甲')).toBe('third')
  })

  test('does not follow in circles', () => {
    expect(dictionary('甲 [jia3] see 乙[yi3]', '乙 [yi3] see 甲[jia3]')('甲')).toBeUndefined()
  })

  test('prefers a common word to a name, and any meaning to a surname', () => {
    expect(dictionary('黑 [Hei1] Heilongjiang', '黑 [hei1] black')('黑')).toBe('black')
    expect(dictionary('张 [Zhang1] surname Zhang', '张 [zhang1] to open up')('张')).toBe('open up')
    expect(dictionary('丁 [Ding1] surname Ding')('丁')).toBe('Ding')
  })

  test('is none for a word that is not there', () => {
    expect(dictionary('词 [ci2] word')('字')).toBeUndefined()
  })
})

describe('the glosses of a word', () => {
  const entries: readonly DictionaryEntry[] = [
    { simplified: '豹', traditional: '豹', pinyin: 'bao4', definitions: ['leopard; panther', '(fig.) swift person'] },
    { simplified: '乙', traditional: '乙', pinyin: 'yi3', definitions: ['see 豹[bao4]', 'second'] },
  ]
  const glosses = (word: string, most = 9) =>
    glossesOf(word, (wanted) => entries.filter(({ simplified }) => simplified === wanted), most)

  test('are the first one and then every further meaning', () => {
    expect(glosses('豹')).toEqual(['leopard', 'panther', 'swift person'])
  })

  test('are those of the word that a definition refers to as well', () => {
    expect(glosses('乙')).toEqual(['second', 'leopard', 'panther', 'swift person'])
  })

  test('are no more than asked for', () => {
    expect(glosses('豹', 2)).toEqual(['leopard', 'panther'])
  })
})
