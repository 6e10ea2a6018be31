import { readXml } from '../xml-events.ts'

/**
 * The strings that the cells of a workbook refer to by number, without formatting and phonetic guides.
 * @throws Error for a part that is not well-formed
 */
export function sharedStrings(source: string): readonly string[] {
  const strings: string[] = []
  let text = ''
  let isShown = false
  let isPhonetic = false
  readXml(source, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isShown = !isPhonetic
    },
    text(words) {
      if (isShown) text += words
    },
    close(name) {
      if (name === 't') isShown = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') strings.push(text)
    },
  })
  return strings
}
