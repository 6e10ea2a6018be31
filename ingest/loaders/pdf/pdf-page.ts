/** A line of print. Positions are in points from the upper left corner of the page as it is shown. */
export interface PdfLine {
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
  /** False for print that runs up, down or across, such as a watermark. */
  readonly upright: boolean
}

export interface PdfPage {
  /** Counted from 1. */
  readonly number: number
  readonly width: number
  readonly height: number
  /** In the order of the file, which is nearly always that of reading. */
  readonly lines: readonly PdfLine[]
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
}
