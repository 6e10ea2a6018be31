import { availableParallelism } from 'node:os'
import type { PdfPage } from '../pdf/pdf-page.ts'
import type { Bitmap } from './bitmap.ts'
import { findUpright } from './find-upright.ts'
import { textOfLine } from './line-text.ts'
import { loadOcrModels } from './ocr-models.ts'
import { readLine } from './read-line.ts'
import { type RecognisedLine, recognisedPage } from './recognised-page.ts'

/** Reads print in pictures, in Chinese and English. */
export interface Recogniser {
  /**
   * What a picture of a page says, its lines in reading order; none where it shows no print.
   * @param scale points for each pixel
   */
  recognise(number: number, picture: Bitmap, scale: number): Promise<PdfPage>
}

/** What is read with less confidence is no print. */
const leastConfidence = 0.5

/**
 * Loads the networks, about 120 MB.
 * @param threads how many cores they compute on
 */
export async function openRecogniser(threads: number): Promise<Recogniser> {
  const models = await loadOcrModels(threads)
  return {
    async recognise(number, picture, scale) {
      const { bitmap, boxes } = await findUpright(models, picture)
      const lines: RecognisedLine[] = []
      for (const box of boxes) {
        const line = textOfLine(await readLine(models, bitmap, box))
        if (line && line.confidence >= leastConfidence) lines.push({ ...line, box })
      }
      return recognisedPage(number, bitmap, lines, scale)
    },
  }
}

let shared: Promise<Recogniser> | undefined

/** More are of little use to one page. */
const mostThreads = 4

/** The recogniser of this process. One page at a time is recognised in all processes, so that it may use their cores. */
export function sharedRecogniser(): Promise<Recogniser> {
  shared ??= openRecogniser(Math.min(mostThreads, availableParallelism()))
  return shared
}
