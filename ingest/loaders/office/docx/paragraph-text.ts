import { mathText } from '../math-text.ts'
import { elementAt, elementsOf, isOn, textOf, type XmlElement } from '../xml-tree.ts'
import { isContentsField, type OpenFields } from './open-fields.ts'
import { symbolCharacter } from './symbol-fonts.ts'

/** What a paragraph says, and what hangs on it. */
export interface ParagraphText {
  /** Lines as they are broken by hand; notes are marked as `[1]`. */
  readonly text: string
  readonly notes: readonly NoteReference[]
  /** The contents of the text boxes that are anchored in the paragraph. */
  readonly boxes: readonly XmlElement[]
  /** The relationships to the data of its diagrams. */
  readonly diagrams: readonly string[]
}

export interface NoteReference {
  readonly part: 'footnotes' | 'endnotes'
  readonly id: string
  readonly number: number
}

/** What a reader of the finished document does not see as part of a paragraph. */
const unseen = new Set([
  'w:pPr',
  'w:rPr',
  'w:del',
  'w:moveFrom',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:rt',
  'w:rubyPr',
  'w:footnoteRef',
  'w:endnoteRef',
  'w:annotationRef',
  'w:delText',
  'w:delInstrText',
])

/** @param nextNote gives each note its number, in the order they are met */
export function paragraphText(paragraph: XmlElement, fields: OpenFields, nextNote: () => number): ParagraphText {
  let text = ''
  const notes: NoteReference[] = []
  const boxes: XmlElement[] = []
  const diagrams: string[] = []

  function visit(element: XmlElement): void {
    switch (element.name) {
      case 'w:fldChar':
        return fields.mark(element.attributes['w:fldCharType'])
      case 'w:instrText':
        return fields.instruct(textOf(element))
      case 'w:txbxContent':
        return void boxes.push(element)
      case 'dgm:relIds':
        return void diagrams.push(element.attributes['r:dm'] ?? '')
      case 'w:r':
        return isOn(elementAt(element, 'w:rPr', 'w:vanish')) ? undefined : visitRun(element)
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        return addNote(element)
      default:
        if (unseen.has(element.name) || isSkipped(element)) return
        if (fields.areShown) text += wordsOf(element)
        for (const child of elementsOf(element)) visit(child)
    }
  }

  /** 10⁶ is not 106. */
  function visitRun(run: XmlElement): void {
    const before = text
    for (const child of elementsOf(run)) visit(child)
    const added = text.slice(before.length)
    const isRaised = elementAt(run, 'w:rPr', 'w:vertAlign')?.attributes['w:val'] === 'superscript'
    if (isRaised && /\d$/.test(before) && /^[-−+]?\d+$/.test(added)) text = before + raised(added)
  }

  function addNote(element: XmlElement): void {
    const part = element.name === 'w:footnoteReference' ? 'footnotes' : 'endnotes'
    const number = nextNote()
    notes.push({ part, id: element.attributes['w:id'] ?? '', number })
    text += `[${number}]`
  }

  for (const child of elementsOf(paragraph)) visit(child)
  return { text: tidy(text), notes, boxes, diagrams }
}

/** White space as a reader sees it, line breaks kept. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

function isSkipped(element: XmlElement): boolean {
  // What a form says in a field that nobody filled in.
  if (element.name === 'w:sdt') return isOn(elementAt(element, 'w:sdtPr', 'w:showingPlcHdr'))
  return element.name === 'w:fldSimple' && isContentsField(element.attributes['w:instr'] ?? '')
}

function wordsOf(element: XmlElement): string {
  switch (element.name) {
    case 'w:t':
      return textOf(element)
    case 'w:tab':
    case 'w:ptab':
      return '\t'
    case 'w:br':
      return /^(?:page|column)$/.test(element.attributes['w:type'] ?? '') ? ' ' : '\n'
    case 'w:cr':
      return '\n'
    case 'w:noBreakHyphen':
      return '-'
    case 'w:sym':
      return symbolCharacter(element.attributes['w:font'] ?? '', element.attributes['w:char'] ?? '')
    case 'm:oMath':
      return mathText(element)
    default:
      return ''
  }
}

function raised(digits: string): string {
  return digits.replace(/./gu, (sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? (sign === '+' ? '⁺' : '⁻'))
}
