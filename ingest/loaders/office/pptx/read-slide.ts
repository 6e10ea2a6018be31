import { diagramLines } from '../diagram-lines.ts'
import type { OfficePackage } from '../open-package.ts'
import { elementAt, elementsOf, type XmlElement } from '../xml-tree.ts'
import { type DrawingParagraph, drawingParagraphs } from './drawing-text.ts'

/** What a slide says, in the order of its shapes. */
export interface Slide {
  readonly title: string | undefined
  readonly parts: readonly SlidePart[]
  /** What the speaker says to it, a line for each paragraph. */
  readonly notes: readonly string[]
}

export interface SlidePart {
  readonly kind: 'paragraph' | 'list' | 'table'
  readonly lines: readonly string[]
}

/** Placeholders that repeat on every slide, by their type (ECMA-376 part 1, 19.7.10). */
const running = new Set(['dt', 'ftr', 'hdr', 'sldNum', 'sldImg'])
const titles = new Set(['title', 'ctrTitle'])

/** @param part the name of the slide's part */
export function readSlide(file: OfficePackage, part: string): Slide {
  const related = file.related(part)
  const parts: SlidePart[] = []
  let title: string | undefined

  function readShapes(parent: XmlElement | undefined): void {
    for (const shape of elementsOf(parent)) {
      if (isHidden(shape)) continue
      if (shape.name === 'p:grpSp') readShapes(shape)
      else if (shape.name === 'p:graphicFrame') readFrame(elementAt(shape, 'a:graphic', 'a:graphicData'))
      else if (shape.name === 'p:sp') readShape(shape)
    }
  }

  function readShape(shape: XmlElement): void {
    const placeholder = placeholderOf(shape)
    const type = placeholder?.attributes['type'] ?? 'obj'
    const paragraphs = drawingParagraphs(elementAt(shape, 'p:txBody'))
    if (placeholder && running.has(type)) return
    if (placeholder && titles.has(type) && title === undefined) {
      title =
        paragraphs
          .map(({ text }) => text)
          .join(' ')
          .replaceAll('\n', ' ') || undefined
    } else parts.push(...partsOf(paragraphs, placeholder !== undefined && (type === 'obj' || type === 'body')))
  }

  function readFrame(data: XmlElement | undefined): void {
    const table = elementAt(data, 'a:tbl')
    if (table) parts.push({ kind: 'table', lines: tableLines(table) })
    const diagram = elementAt(data, 'dgm:relIds')?.attributes['r:dm']
    const target = related.find(({ id }) => id === diagram)?.target
    if (target !== undefined) parts.push({ kind: 'list', lines: diagramLines(file.xml(target)) })
  }

  readShapes(elementAt(file.xml(part), 'p:cSld', 'p:spTree'))
  const notes = related.find(({ type }) => type === 'notesSlide')?.target
  return { title, parts, notes: notes === undefined ? [] : notesOf(file.xml(notes)) }
}

/** Paragraphs that follow each other with bullets or numbers make a list; in a slide's body all do, unless it is only one. */
function partsOf(paragraphs: readonly DrawingParagraph[], isBody: boolean): readonly SlidePart[] {
  const usual = isBody && paragraphs.length > 1 ? '-' : ''
  const parts: { kind: 'paragraph' | 'list'; lines: string[] }[] = []
  for (const { text, level, marker = usual } of paragraphs) {
    const indent = '  '.repeat(level)
    const kind = marker === '' ? 'paragraph' : 'list'
    const lines =
      marker === ''
        ? text.split('\n')
        : text.split('\n').map((line, at) => `${indent}${at === 0 ? marker : ' '.repeat(marker.length)} ${line}`)
    const last = parts.at(-1)
    if (last?.kind === kind) last.lines.push(...lines)
    else parts.push({ kind, lines })
  }
  return parts
}

function tableLines(table: XmlElement): readonly string[] {
  let above: readonly string[] = []
  return elementsOf(table, 'a:tr').flatMap((row) => {
    const cells = elementsOf(row, 'a:tc').map((cell, column) => {
      // What spans several rows stands in each of them, so that each can be understood by itself.
      if (isTrue(cell.attributes['vMerge'])) return above[column] ?? ''
      const paragraphs = drawingParagraphs(elementAt(cell, 'a:txBody'))
      return paragraphs.map(({ text }) => text.replaceAll('\n', ' ')).join(' ')
    })
    above = cells
    return cells.some((cell) => cell !== '') ? [`| ${cells.join(' | ')} |`] : []
  })
}

function notesOf(notes: XmlElement | undefined): readonly string[] {
  return elementsOf(elementAt(notes, 'p:cSld', 'p:spTree'), 'p:sp')
    .filter((shape) => placeholderOf(shape)?.attributes['type'] === 'body')
    .flatMap((shape) => drawingParagraphs(elementAt(shape, 'p:txBody')).map(({ text }) => text))
}

function placeholderOf(shape: XmlElement): XmlElement | undefined {
  return elementAt(shape, 'p:nvSpPr', 'p:nvPr', 'p:ph')
}

function isHidden(shape: XmlElement): boolean {
  const properties = elementsOf(shape).find(({ name }) => /^p:nv\w+Pr$/.test(name))
  return isTrue(elementAt(properties, 'p:cNvPr')?.attributes['hidden'])
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
