/** Patterns of written dates, in English and Chinese. Capitals matter: May is a month, may is not. */
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const month = '(?:0?[1-9]|1[0-2])'
export const year = '(?:1[89]|20)\\d\\d'
const monthName =
  '(?:[Jj]an(?:uary)?|[Ff]eb(?:ruary)?|[Mm]ar(?:ch)?|[Aa]pr(?:il)?|May|[Jj]une?|[Jj]uly?|[Aa]ug(?:ust)?|[Ss]ept?(?:ember)?|[Oo]ct(?:ober)?|[Nn]ov(?:ember)?|[Dd]ec(?:ember)?)\\.?'
const time =
  '(?:[T ](?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?(?: ?[apAP]\\.?[mM]\\b\\.?)?(?:Z| ?[+-]\\d\\d:?\\d\\d)?)?'
const hanNumber = '[〇零○一二三四五六七八九]'

/** Numbers: 2024-05-17, 17.05.2024, 5/17/24, with a time of day behind. */
export const numericDate = `(?:${year}([-./])${month}\\1${day}|${day}([-./])${month}\\2${year}|${day}([-/])${month}\\3\\d\\d|${month}([-./])${day}\\4${year}|${month}([-/])${day}\\5\\d\\d)${time}`
/** 20240517, which needs a word to be told from other numbers. */
export const compactDate = `${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`
/** 17 May 2024, May 17th, 2024, May 2024 */
export const englishDate = `(?:${day}(?:st|nd|rd|th)? (?:of )?${monthName}(?:,? ${year})?|${monthName} ${day}(?:st|nd|rd|th)?(?:,? ${year})?(?!\\d)|${monthName},? ${year})${time}`
/** 2024年5月17日, 5月17日, 二〇二四年五月十七日 */
export const chineseDate = `(?:(?:${year}|\\d\\d|${hanNumber}{4}) ?年(?: ?(?:${month}|[一二三四五六七八九十]{1,2}) ?月(?: ?(?:${day}|[一二三四五六七八九十]{1,3}) ?[日号])?)?|(?:${month}|[一二三四五六七八九十]{1,2}) ?月 ?(?:${day}|[一二三四五六七八九十]{1,3}) ?[日号])`
