/** The languages the product answers in. Text in others is treated as English by analysis. */
export type Language = 'en' | 'zh'

const han = /\p{Script=Han}/gu
const latinWord = /[\p{Script=Latin}]+/gu

/**
 * The main language of a text: Chinese when at least three in ten of its words are Chinese, where a
 * Han character counts as half a word and a run of Latin letters as one.
 */
export function languageOf(text: string): Language {
  const sample = text.slice(0, 20_000)
  const hanWords = (sample.match(han)?.length ?? 0) / 2
  if (hanWords === 0) return 'en'
  const latinWords = sample.match(latinWord)?.length ?? 0
  return hanWords / (hanWords + latinWords) >= 0.3 ? 'zh' : 'en'
}

/** Whether a text holds any Chinese character. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}
