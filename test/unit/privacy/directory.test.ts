import { describe, expect, test } from '@jest/globals'
import { createDirectory } from '../../../src/privacy/directory.ts'
import { growthOf } from '../../support/processor-time.ts'

const directory = createDirectory([
  { kind: 'PERSON', names: ['Jane Smith', 'J. Smith', '简·史密斯'] },
  { kind: 'PERSON', names: ['王小明', 'Wang Xiaoming'] },
  { kind: 'PERSON', names: ['Anne Marie de la Tour'] },
  { kind: 'PERSON', names: ['Anne Marie'] },
  { kind: 'PERSON', names: ['Will'] },
  { kind: 'COMPANY', names: ['Halden Instruments GmbH', 'Halden'] },
])

const found = (text: string, kind: 'PERSON' | 'COMPANY' = 'PERSON') =>
  directory.find(text, kind).map(({ start, end }) => text.slice(start, end))

describe('the directory', () => {
  test('finds a name and its aliases in both languages', () => {
    expect(found('Jane Smith, also J. Smith or 简·史密斯, and 王小明 (Wang Xiaoming)')).toEqual([
      'Jane Smith',
      'J. Smith',
      '简·史密斯',
      '王小明',
      'Wang Xiaoming',
    ])
  })

  test('finds a full name whatever its case, accents and line breaks', () => {
    expect(found('JANE SMITH and jáne\nsmith')).toEqual(['JANE SMITH', 'jáne\nsmith'])
  })

  test('takes the longest name that stands there', () => {
    expect(found('for Anne Marie de la Tour')).toEqual(['Anne Marie de la Tour'])
  })

  test('finds a name of one word only as it is written in the file', () => {
    expect(found('Will will sign; the last will')).toEqual(['Will'])
  })

  test('does not find names inside longer words, nor across other words', () => {
    expect(found('Jane Smithson, Jane and Smith, Willow, 王小')).toEqual([])
  })

  test('keeps people and companies apart', () => {
    expect(found('Halden Instruments GmbH and Halden')).toEqual([])
    expect(found('Halden Instruments GmbH and Halden', 'COMPANY')).toEqual(['Halden Instruments GmbH', 'Halden'])
  })

  test('is no slower with many people in it', async () => {
    const text = 'Ask Person12 Name12 about the leave of 李小红. '.repeat(200)
    const lookUpAmong = (people: number) => {
      const many = directories.get(people)
      return many?.find(text, 'PERSON')
    }
    const directories = new Map(
      [2000, 16_000].map((people) => [
        people,
        createDirectory(
          Array.from({ length: people }, (_, index) => ({ kind: 'PERSON', names: [`Person${index} Name${index}`] })),
        ),
      ]),
    )

    expect(await growthOf(lookUpAmong, { from: 2000, times: 8, enough: 3 })).toBeLessThan(3)
  })
})
