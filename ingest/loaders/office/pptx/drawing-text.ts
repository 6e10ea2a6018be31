import { mathText } from '../math-text.ts'
import { numeral } from '../numerals.ts'
import { elementAt, elementsOf, textOf, type XmlElement } from '../xml-tree.ts'

/** A paragraph of a shape. */
export interface DrawingParagraph {
  /** As it is broken into lines by hand. */
  readonly text: string
  /** 0 for the outermost. */
  readonly level: number
  /** What stands before it: a number, `-` for a bullet, nothing if it has neither; undefined where its layout says. */
  readonly marker: string | undefined
}

/** Numbers of pages and dates that are filled in when the slide is shown. */
const filledIn = /^(?:slidenum|datetime)/

/** The paragraphs of a text body that say anything (ECMA-376 part 1, 21.1.2). */
export function drawingParagraphs(body: XmlElement | undefined): readonly DrawingParagraph[] {
  const counts: number[] = []
  return elementsOf(body, 'a:p').flatMap((paragraph) => {
    const text = paragraphText(paragraph)
    if (text === '') return []
    const properties = elementAt(paragraph, 'a:pPr')
    const level = Number(properties?.attributes['lvl'] ?? 0)
    const numbered = elementAt(properties, 'a:buAutoNum')
    counts.length = level + 1
    counts[level] = numbered ? (counts[level] ?? Number(numbered.attributes['startAt'] ?? 1) - 1) + 1 : 0
    return [{ text, level, marker: numbered ? numberOf(numbered, counts[level]) : bulletOf(properties) }]
  })
}

function paragraphText(paragraph: XmlElement): string {
  let text = ''
  const visit = (element: XmlElement): void => {
    if (element.name === 'a:t') text += textOf(element)
    else if (element.name === 'a:br') text += '\n'
    else if (element.name === 'm:oMath') text += mathText(element)
    else if (element.name !== 'a:fld' || !filledIn.test(element.attributes['type'] ?? '')) {
      for (const child of elementsOf(element)) visit(child)
    }
  }
  visit(paragraph)
  return text
    .replaceAll('\v', '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

function bulletOf(properties: XmlElement | undefined): string | undefined {
  if (elementAt(properties, 'a:buNone')) return ''
  return elementAt(properties, 'a:buChar') || elementAt(properties, 'a:buBlip') ? '-' : undefined
}

/** The number as its scheme writes it, such as `arabicPeriod` or `alphaLcParenBoth`. */
function numberOf({ attributes }: XmlElement, count: number): string {
  const scheme = attributes['type'] ?? 'arabicPeriod'
  const number = numeral(count, formatOf(scheme))
  if (scheme.endsWith('ParenBoth')) return `(${number})`
  if (scheme.endsWith('ParenR')) return `${number})`
  return /Period$|^ea1.*Period/.test(scheme) ? `${number}.` : number
}

function formatOf(scheme: string): string {
  if (scheme.startsWith('alphaLc')) return 'lowerLetter'
  if (scheme.startsWith('alphaUc')) return 'upperLetter'
  if (scheme.startsWith('romanLc')) return 'lowerRoman'
  if (scheme.startsWith('romanUc')) return 'upperRoman'
  if (scheme.startsWith('circleNum')) return 'decimalEnclosedCircle'
  return scheme.startsWith('ea1Chs') || scheme.startsWith('ea1Cht') ? 'chineseCounting' : 'decimal'
}
