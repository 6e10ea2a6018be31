import type { Language } from '../../src/domain/language.ts'

/** The language of a tag such as `zh-Hans-CN` (BCP 47); undefined for languages that are told from the text. */
export function languageOfTag(tag: string | undefined): Language | undefined {
  const language = tag?.trim().slice(0, 3).toLowerCase()
  if (language === undefined) return undefined
  if (/^zh(?:$|[-_])/.test(language)) return 'zh'
  return /^en(?:$|[-_])/.test(language) ? 'en' : undefined
}
