import { expect, test } from '@jest/globals'

/** @param others texts that may be in the other language or have no words */
export function testBothLanguages(en: object, zh: object, others: readonly string[]): void {
  test('both have the same texts, and none is empty', () => {
    const keys = (dictionary: object): readonly string[] => textsIn(dictionary).map(([key]) => key)

    expect(keys(zh)).toEqual(keys(en))
    expect([...textsIn(en), ...textsIn(zh)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('English texts are English, and Chinese texts are Chinese', () => {
    const odd = (dictionary: object, han: boolean): readonly string[] =>
      textsIn(dictionary)
        .filter(([key, text]) => !others.includes(key) && /\p{Script=Han}/u.test(text) !== han)
        .map(([key]) => key)

    expect(odd(en, false)).toEqual([])
    expect(odd(zh, true)).toEqual([])
  })
}

/** Every text of a dictionary, with texts that take values called with some. */
function textsIn(dictionary: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(dictionary).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function') return [[here, String((value as (...values: unknown[]) => unknown)(7, 7, 7))]]
    return textsIn(value as object, here)
  })
}
