import { TextBuilder } from '../../text-builder.ts'
import { diagramLines } from '../diagram-lines.ts'
import type { OfficePackage } from '../open-package.ts'
import { elementAt, elementsOf, isOn, type XmlElement } from '../xml-tree.ts'
import { OpenFields } from './open-fields.ts'
import { paragraphText, type NoteReference } from './paragraph-text.ts'
import { type ListMark, readNumbering } from './word-numbering.ts'
import { numberingOf, readStyles, type WordStyle } from './word-styles.ts'

/** A paragraph without what is not its own: notes, text boxes and the mark of its list are apart. */
interface Paragraph {
  readonly style: WordStyle
  readonly text: string
  readonly mark?: ListMark | undefined
  /** Lines of the text boxes and diagrams that are anchored in it. */
  readonly attached: readonly XmlElement[]
  readonly diagrams: readonly string[]
}

/** Nobody writes a longer heading: a whole paragraph in a heading's style is a slip. */
const maxHeadingLength = 250
const passedOver = new Set(['w:sectPr', 'w:del', 'w:moveFrom', 'w:sdtPr', 'w:sdtEndPr', 'w:tblPr', 'w:tblGrid'])

/** Turns the body of a Word document into blocks; notes follow the block that refers to them. */
export function docxBlocks(file: OfficePackage): { readonly builder: TextBuilder; readonly title: string | undefined } {
  const part = (type: string) => {
    const target = file.related(file.main, type)[0]?.target
    return target === undefined ? undefined : file.xml(target)
  }
  const styles = readStyles(part('styles'))
  const numbering = readNumbering(part('numbering'))
  const noteParts = { footnotes: part('footnotes'), endnotes: part('endnotes') }
  const fields = new OpenFields()
  const builder = new TextBuilder()
  let run: { readonly kind: 'list' | 'quote' | 'code'; readonly lines: string[] } | undefined
  let notes: NoteReference[] = []
  let noteCount = 0
  let title: string | undefined
  /** The start of a paragraph whose mark was deleted, or a drop cap: the next paragraph goes on with it. */
  let carried = ''

  function writeAll(parent: XmlElement | undefined): void {
    for (const element of elementsOf(parent)) {
      if (passedOver.has(element.name) || isContents(element)) continue
      if (element.name === 'w:p') writeParagraph(element)
      else if (element.name === 'w:tbl') writeTable(element)
      else writeAll(element)
    }
  }

  function writeParagraph(element: XmlElement): void {
    const paragraph = readParagraph(element)
    if (!paragraph) return
    const { style, mark } = paragraph
    const words = labelled(paragraph)
    if (isHeading(paragraph)) {
      endRun()
      builder.heading(Math.min(6, style.level ?? 1), words.replaceAll('\n', ' '))
      if (style.role === 'title') title ??= paragraph.text
    } else if (mark && mark.level < 9 && !isClause(mark)) addLine('list', listLines(paragraph).join('\n'))
    else if (style.role === 'quote' || style.role === 'code') addLine(style.role, words)
    else if (words !== '') {
      endRun()
      builder.add('paragraph', words)
    }
    for (const box of paragraph.attached) {
      endRun()
      writeAll(box)
    }
    for (const diagram of paragraph.diagrams) {
      endRun()
      builder.add('list', diagramOf(diagram).join('\n'))
    }
    if (!run) writeNotes()
  }

  function readParagraph(element: XmlElement): Paragraph | undefined {
    const properties = elementAt(element, 'w:pPr')
    const styleId = elementAt(properties, 'w:pStyle')?.attributes['w:val']
    const style = withOutline(styles.of(styleId), properties)
    const read = paragraphText(element, fields, () => (noteCount += 1))
    if (style.role === 'contents') return undefined
    notes.push(...read.notes)
    const isDropCap = /^(?:drop|margin)$/.test(elementAt(properties, 'w:framePr')?.attributes['w:dropCap'] ?? '')
    const isJoined = elementAt(properties, 'w:rPr', 'w:del') ?? elementAt(properties, 'w:rPr', 'w:moveFrom')
    const text = carried + read.text
    carried = ''
    if ((isDropCap || isJoined) && read.boxes.length === 0) {
      carried = isDropCap || text === '' ? text : `${text} `
      return undefined
    }
    const place = numberingOf(element) ?? style.numbering
    const isNumbered = place !== undefined && place.list !== '0' && text !== ''
    const level = place?.level ?? style.numbering?.level
    const mark = isNumbered ? numbering.next(place.list, level, styleId) : undefined
    return { style, text, mark, attached: read.boxes, diagrams: read.diagrams }
  }

  function writeTable(table: XmlElement): void {
    endRun()
    if (isLayout(table)) {
      for (const row of rowsOf(table)) for (const cell of cellsOf(row)) writeAll(cell)
      return
    }
    builder.add('table', tableLines(table).join('\n'))
    writeNotes()
  }

  /** A table in which text is only laid out: of one column, or with headings, or one row of tables. */
  function isLayout(table: XmlElement): boolean {
    const rows = rowsOf(table)
    if (rows.every((row) => cellsOf(row).length < 2)) return true
    if (rows.length === 1 && holds(table, ({ name }) => name === 'w:tbl')) return true
    return holds(table, (element) => {
      if (element.name !== 'w:p') return false
      const properties = elementAt(element, 'w:pPr')
      const style = styles.of(elementAt(properties, 'w:pStyle')?.attributes['w:val'])
      return withOutline(style, properties).role === 'heading'
    })
  }

  /** Rows of a table, those of a table in a cell below the row that holds it. */
  function tableLines(table: XmlElement): readonly string[] {
    const lines: string[] = []
    let above: readonly string[] = []
    for (const row of rowsOf(table)) {
      const cells: string[] = []
      const nested: string[] = []
      for (const cell of cellsOf(row)) {
        const properties = elementAt(cell, 'w:tcPr')
        const merge = elementAt(properties, 'w:vMerge')
        const isContinued = merge !== undefined && merge.attributes['w:val'] !== 'restart'
        const read = cellLines(cell)
        nested.push(...read.nested)
        // Each row is to be understood by itself, so what spans several stands in each of them.
        cells.push(isContinued ? (above[cells.length] ?? '') : read.own.join(' ').replaceAll('\n', ' '))
        const span = Number(elementAt(properties, 'w:gridSpan')?.attributes['w:val'] ?? 1)
        for (let more = 1; more < Math.min(span, 64); more++) cells.push('')
      }
      if (cells.some((cell) => cell !== '')) lines.push(`| ${cells.join(' | ')} |`)
      lines.push(...nested)
      above = cells
    }
    return lines
  }

  function cellLines(parent: XmlElement): { readonly own: readonly string[]; readonly nested: readonly string[] } {
    const own: string[] = []
    const nested: string[] = []
    for (const element of elementsOf(parent)) {
      if (passedOver.has(element.name) || element.name === 'w:tcPr') continue
      if (element.name === 'w:tbl') nested.push(...tableLines(element))
      else if (element.name === 'w:p') {
        const paragraph = readParagraph(element)
        if (!paragraph) continue
        if (paragraph.mark) own.push(...listLines(paragraph).map((line) => line.trim()))
        else if (paragraph.text !== '') own.push(paragraph.text)
        for (const box of paragraph.attached) own.push(...cellLines(box).own)
        for (const diagram of paragraph.diagrams) own.push(...diagramOf(diagram).map((line) => line.trim()))
      } else {
        const inside = cellLines(element)
        own.push(...inside.own)
        nested.push(...inside.nested)
      }
    }
    return { own, nested }
  }

  function addLine(kind: 'list' | 'quote' | 'code', line: string): void {
    if (line === '') return
    if (run?.kind !== kind) endRun()
    run ??= { kind, lines: [] }
    run.lines.push(line)
  }

  function endRun(): void {
    if (!run) return
    builder.add(run.kind, run.lines.join('\n'))
    run = undefined
    writeNotes()
  }

  function writeNotes(): void {
    const waiting = notes
    notes = []
    for (const { part: name, id, number } of waiting) {
      const note = elementsOf(noteParts[name]).find(({ attributes }) => attributes['w:id'] === id)
      if (!note) continue
      const { own, nested } = cellLines(note)
      builder.add('paragraph', [`[${number}] ${own.join('\n')}`, ...nested].join('\n'))
    }
    // A note may refer to another one.
    if (notes.length > 0) writeNotes()
  }

  function diagramOf(id: string): readonly string[] {
    const target = file.related(file.main).find((relationship) => relationship.id === id)?.target
    return diagramLines(target === undefined ? undefined : file.xml(target))
  }

  writeAll(elementAt(file.xml(file.main), 'w:body'))
  endRun()
  if (carried !== '') builder.add('paragraph', carried)
  writeNotes()
  return {
    builder,
    title: title ?? builder.blocks.find(({ kind, level }) => kind === 'heading' && level === 1)?.headingText,
  }
}

/** A paragraph may be given a place in the outline by hand. */
function withOutline(style: WordStyle, properties: XmlElement | undefined): WordStyle {
  const outline = Number(elementAt(properties, 'w:outlineLvl')?.attributes['w:val'] ?? 9)
  return style.role === 'text' && outline < 9 ? { ...style, role: 'heading', level: outline + 1 } : style
}

function isHeading({ style, text }: Paragraph): boolean {
  return (style.role === 'heading' || style.role === 'title') && text !== '' && text.length <= maxHeadingLength
}

/** 第三条 and its like are no items of a list but paragraphs, or pages of them, that are cited by number. */
function isClause({ label }: ListMark): boolean {
  return /^(?:第.+[编篇部章节節条條款项項]|§\s*\d+|(?:Article|Section|Clause)\b.*)$/iu.test(label)
}

function labelled({ mark, text }: Paragraph): string {
  return mark && !mark.isBullet && mark.label !== '' ? `${mark.label} ${text}` : text
}

function listLines({ mark, text }: Paragraph): readonly string[] {
  const indent = '  '.repeat(mark?.level ?? 0)
  const marker = mark && !mark.isBullet && mark.label !== '' ? `${mark.label} ` : '- '
  return text.split('\n').map((line, at) => `${indent}${at === 0 ? marker : ' '.repeat(marker.length)}${line}`)
}

/** Whether an element is a table of contents that was put in from Word's gallery. */
function isContents(element: XmlElement): boolean {
  if (element.name !== 'w:sdt') return false
  const gallery = elementAt(element, 'w:sdtPr', 'w:docPartObj', 'w:docPartGallery')
  if (gallery?.attributes['w:val'] === 'Table of Contents') return true
  return isOn(elementAt(element, 'w:sdtPr', 'w:showingPlcHdr'))
}

function rowsOf(table: XmlElement): readonly XmlElement[] {
  return insideOf(table, 'w:tr').filter((row) => !elementAt(row, 'w:trPr', 'w:del'))
}

function cellsOf(row: XmlElement): readonly XmlElement[] {
  return insideOf(row, 'w:tc')
}

/** The rows of a table or cells of a row, through the controls and marks that may be wrapped around them. */
function insideOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return elementsOf(parent).flatMap((child) => {
    if (child.name === name) return [child]
    return /^w:(?:sdt|sdtContent|customXml|ins|moveTo)$/.test(child.name) ? insideOf(child, name) : []
  })
}

function holds(parent: XmlElement, test: (element: XmlElement) => boolean): boolean {
  return elementsOf(parent).some((child) => test(child) || holds(child, test))
}
