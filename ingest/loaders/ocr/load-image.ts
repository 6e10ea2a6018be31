import type { Sharp } from 'sharp'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { dropRunningLines } from '../pdf/drop-running-lines.ts'
import { writeDocument } from '../pdf/load-pdf.ts'
import { groupLines } from '../pdf/pdf-groups.ts'
import { bodyOf } from '../pdf/pdf-headings.ts'
import type { PdfPage } from '../pdf/pdf-page.ts'
import { onlyReading, type Reading } from '../reading.ts'
import { unreadable, withContent } from '../unreadable.ts'
import type { Bitmap } from './bitmap.ts'
import { sharedRecogniser } from './recogniser.ts'

/** A3 in 600 dots per inch has 70 million. */
const mostPixels = 80_000_000
const mostPages = 1000
/** Larger pictures are made smaller: A4 in 300 dots per inch is this high. */
const longestSide = 3508
/** A picture is taken for a page of A4, which is this many points high: it rarely knows its true size. */
const pageHeight = 842

/**
 * Loads a picture of a page, or of several for TIFF: what it shows is recognised as print, in Chinese and
 * English, and put together like the pages of a PDF. Pictures are turned as their EXIF data says.
 * @throws LorekeepError `document-unreadable` for a picture that is damaged or shows nothing to read;
 *   `too-large`
 */
export async function loadImage(file: FileContent, reading: Reading = onlyReading): Promise<LoadedDocument> {
  const { count, isPaged } = await pagesIn(file)
  const pages: PdfPage[] = []
  for (let page = 0; page < count; page++) {
    const recognised = await reading.alone(async () => {
      const bitmap = await bitmapOf(file, page)
      const scale = pageHeight / Math.max(bitmap.width, bitmap.height)
      return (await sharedRecogniser()).recognise(page + 1, bitmap, scale)
    })
    pages.push(recognised)
    reading.progress()
  }
  if (pages.every(({ lines }) => lines.length === 0)) {
    const hint = 'Scan it again, straight and with 200 dots per inch or more, or leave it out if it shows no text.'
    throw unreadable(file.path, 'shows no text that can be read', hint)
  }
  const printed = dropRunningLines(pages, bodyOf(groupLines(pages)).size)
  const document = withContent(file.path, writeDocument(printed, { pages, outline: [], warnings: [] }))
  return isPaged ? document : { ...document, pages: [] }
}

async function pagesIn(file: FileContent): Promise<{ readonly count: number; readonly isPaged: boolean }> {
  const { format, width, height, pages = 1 } = await guarded(file, async () => (await open(file, 0)).metadata())
  if (width * height > mostPixels) throw tooLarge(file.path, `has more than ${mostPixels / 1e6} million pixels`)
  if (pages > mostPages) throw tooLarge(file.path, `has more than ${mostPages} pages`)
  return { count: pages, isPaged: format === 'tiff' }
}

async function bitmapOf(file: FileContent, page: number): Promise<Bitmap> {
  const { data, info } = await guarded(file, async () =>
    (await open(file, page))
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  )
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}

/** Opens a page without decoding it. */
async function open({ bytes }: FileContent, page: number): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  // The other formats that the library reads, SVG among them, are no business of this loader.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadTiff'] })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp(bytes, { page, limitInputPixels: mostPixels, failOn: 'error' })
}

async function guarded<T>(file: FileContent, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = messageOf(error)
    if (/pixel limit/i.test(reason)) throw tooLarge(file.path, `has more than ${mostPixels / 1e6} million pixels`)
    const hint = 'Open it in an image viewer and save it again as PNG.'
    if (/unsupported image format/i.test(reason)) {
      throw unreadable(file.path, 'is not a PNG, JPEG or TIFF picture', hint, error)
    }
    throw unreadable(file.path, `is damaged: ${reason.trim()}`, hint, error)
  }
}

function tooLarge(path: string, reason: string): LorekeepError {
  return new LorekeepError('too-large', `"${path}" ${reason}.`, {
    hint: 'Save it at a lower resolution, or split it into several files.',
  })
}
