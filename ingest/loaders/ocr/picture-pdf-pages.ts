import type { PDFParse } from 'pdf-parse'
import { messageOf } from '../../../src/domain/errors.ts'
import { readerOptions } from '../pdf/read-pdf.ts'
import type { Bitmap } from './bitmap.ts'

export interface PagePicture {
  /** Counted from 1. */
  readonly number: number
  readonly bitmap: Bitmap
  /** Points for each pixel. */
  readonly scale: number
}

/** In dots per inch. */
const resolution = 200
/** Larger pages, such as posters, are pictured at a lower resolution. */
const longestSide = 3600
/** Pictures inside a page with more pixels than this are left out: A4 in 600 dots per inch has 35 million. */
const mostPixels = 40_000_000

/** A page that cannot be drawn. */
export interface UndrawnPage {
  readonly number: number
  readonly problem: string
}

/** Pictures pages of a PDF one at a time, in the given order; each is released before the next. */
export async function* picturePdfPages(
  bytes: Uint8Array,
  pages: readonly number[],
): AsyncGenerator<PagePicture | UndrawnPage, void> {
  const { PDFParse } = await import('pdf-parse')
  // pdf.js takes the bytes it is given away.
  const parser = new PDFParse({ ...readerOptions(), data: bytes.slice(), maxImageSize: mostPixels })
  try {
    const document = await parser['load']()
    for (const number of pages) {
      yield await draw(document, number).catch((error: unknown) => ({ number, problem: messageOf(error) }))
    }
  } finally {
    await parser.destroy()
  }
}

async function draw(document: Awaited<ReturnType<PDFParse['load']>>, number: number): Promise<PagePicture> {
  const page = await document.getPage(number)
  const whole = page.getViewport({ scale: 1 })
  const factor = Math.min(resolution / 72, longestSide / Math.max(whole.width, whole.height))
  const viewport = page.getViewport({ scale: factor })
  const surface = canvasesOf(document).create(viewport.width, viewport.height)
  try {
    await page.render({ canvas: surface.canvas, canvasContext: surface.context, viewport }).promise
    const { width, height } = surface.canvas
    const { data } = surface.context.getImageData(0, 0, width, height)
    return { number, bitmap: { width, height, pixels: greys(data) }, scale: 1 / factor }
  } finally {
    canvasesOf(document).destroy(surface)
    page.cleanup()
  }
}

interface Surface {
  readonly canvas: { readonly width: number; readonly height: number }
  readonly context: {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
  }
}

interface Canvases {
  create(width: number, height: number): Surface
  destroy(surface: Surface): void
}

/** The part of pdf.js that makes something to draw on; its types leave out what it is. */
function canvasesOf(document: { readonly canvasFactory: object }): Canvases {
  return document.canvasFactory as Canvases
}

/** The luma (ITU-R BT.601) of red, green, blue and opacity. */
function greys(colours: Uint8ClampedArray): Uint8Array {
  const result = new Uint8Array(colours.length / 4)
  for (let at = 0; at < result.length; at++) {
    const [red = 0, green = 0, blue = 0] = [colours[4 * at], colours[4 * at + 1], colours[4 * at + 2]]
    result[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
  }
  return result
}
