/** The font of what was filled into a form. */
export const fieldFont = 'form field'

/** A run of print on one base line without wide gaps. Positions as in `PdfLine`. */
export interface PdfRun {
  readonly text: string
  readonly x: number
  readonly right: number
  /** The base line. */
  readonly y: number
  readonly size: number
  readonly font: string
  readonly monospace: boolean
  /** Its place in the file, which tells what was written together. */
  readonly order: number
}

/** A line of print. Positions are in points from the upper left corner of the page as it is read. */
export interface PdfLine {
  /** Wide gaps in it are tabs. */
  readonly text: string
  /** The left end. */
  readonly x: number
  /** The right end. */
  readonly right: number
  /** The base line. */
  readonly y: number
  /** The size of most of its letters. */
  readonly size: number
  /** The font of most of its letters; the same name means the same font throughout a file. */
  readonly font: string
  readonly monospace: boolean
  /** False for print in another direction than that of the page, such as a watermark. */
  readonly upright: boolean
  /** For the row of a table: its cells, each with the lines that it was printed in. */
  readonly cells?: readonly (readonly string[])[]
  /** For the row of a table: which table of the page. */
  readonly table?: number
}

export interface PdfPage {
  /** Counted from 1. */
  readonly number: number
  /** As the page is read: a page whose text runs up or down is turned. */
  readonly width: number
  readonly height: number
  /** In the order of reading. */
  readonly lines: readonly PdfLine[]
  /** Why the page could not be read, if it could not. */
  readonly damage?: string
}

/** An entry of the bookmarks. */
export interface OutlineEntry {
  readonly title: string
  /** 1 for the outermost. */
  readonly level: number
}

export interface PdfContent {
  readonly pages: readonly PdfPage[]
  readonly outline: readonly OutlineEntry[]
  readonly title?: string
  /** What was left out, and why. */
  readonly warnings: readonly string[]
}
