import { type Bitmap, cutOut, type LineBox, turned } from './bitmap.ts'
import { detectLines } from './detect-lines.ts'
import type { OcrModels } from './ocr-models.ts'
import { runNetwork } from './run-network.ts'

/** What the classifier looks at: the middle of a line. */
const sight = { width: 192, height: 48 }
/** This many of the longest lines tell which way up a page is. */
const witnesses = 9

/** A page the right way up, and the lines on it. */
export interface UprightPage {
  readonly bitmap: Bitmap
  readonly boxes: readonly LineBox[]
}

/** Finds the lines of a page, turning it first if it was scanned on its side or upside down. */
export async function findUpright(models: OcrModels, scanned: Bitmap): Promise<UprightPage> {
  const page = await findLevel(models, scanned)
  if (!(await isUpsideDown(models, page))) return page
  const { width, height } = page.bitmap
  const boxes = page.boxes.map((box) => ({ ...box, centreX: width - box.centreX, centreY: height - box.centreY }))
  return { bitmap: turned(page.bitmap, 2), boxes }
}

async function findLevel(models: OcrModels, scanned: Bitmap): Promise<UprightPage> {
  const boxes = await detectLines(models.detector, scanned)
  const level = boxes.filter((box) => box.width > 1.5 * box.height)
  const standing = boxes.filter((box) => box.height > 1.5 * box.width)
  if (standing.length <= level.length) return { bitmap: scanned, boxes }
  const bitmap = turned(scanned, 1)
  return { bitmap, boxes: await detectLines(models.detector, bitmap) }
}

async function isUpsideDown(models: OcrModels, { bitmap, boxes }: UprightPage): Promise<boolean> {
  const longest = boxes.toSorted((a, b) => b.width / b.height - a.width / a.height).slice(0, witnesses)
  if (longest.length === 0) return false
  const size = sight.width * sight.height
  const data = new Float32Array(longest.length * 3 * size)
  for (const [place, box] of longest.entries()) {
    const width = Math.min(sight.width, Math.round((box.width / box.height) * sight.height))
    const middle = { ...box, width: (width / sight.height) * box.height }
    const picture = cutOut(bitmap, middle, width, sight.height)
    for (let y = 0; y < sight.height; y++) {
      for (let x = 0; x < width; x++) {
        const at = place * 3 * size + y * sight.width + x
        data[at] = data[at + size] = data[at + 2 * size] = (picture.pixels[y * width + x] ?? 0) / 127.5 - 1
      }
    }
  }
  const output = await runNetwork(models.turnClassifier, {
    data,
    sides: [longest.length, 3, sight.height, sight.width],
  })
  const turns = longest.filter((_, place) => (output.data[2 * place + 1] ?? 0) > (output.data[2 * place] ?? 0))
  return turns.length > longest.length / 2
}
