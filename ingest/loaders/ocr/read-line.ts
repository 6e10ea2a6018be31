import { type Bitmap, cutOut, type LineBox } from './bitmap.ts'
import { decodeCtc, type ReadCharacter } from './ctc-decode.ts'
import type { OcrModels } from './ocr-models.ts'
import { type Numbers, runNetwork } from './run-network.ts'

/** How high a line is for the reader. */
const height = 48
/** More characters in a step than this stand too close to be told apart. */
const dense = 0.55
/** How much wider they are made then. */
const stretch = 1.4
/** Cut out with so much at each end, in heights: the detector passes over a full stop there. */
const ends = 0.25
/** Nothing narrower has room for what the reader looks at. */
const narrowest = 48
/** Longer lines are squeezed, which bounds memory; print of this length has about 200 letters. */
const widest = 4096

/** A line as the reader sees it, with what it read. */
export interface ReadLine {
  readonly picture: Bitmap
  readonly characters: readonly ReadCharacter[]
  /** How many pixels of the picture a step of the reader covers. */
  readonly stepWidth: number
}

/** Reads a line of a page. Several at once would take as long as one after the other, and more memory. */
export async function readLine(models: OcrModels, page: Bitmap, box: LineBox): Promise<ReadLine> {
  const whole = { ...box, width: box.width + 2 * ends * box.height }
  const width = (whole.width * height) / whole.height
  const line = await readPicture(models, page, whole, width)
  return isDense(line) ? readPicture(models, page, whole, width * stretch) : line
}

function isDense({ characters, picture, stepWidth }: ReadLine): boolean {
  return characters.length > (dense * picture.width) / stepWidth
}

async function readPicture(models: OcrModels, page: Bitmap, box: LineBox, width: number): Promise<ReadLine> {
  const picture = cutOut(page, box, Math.min(widest, Math.max(1, Math.round(width))), height)
  const input = readerInput(picture)
  const { data, sides } = await runNetwork(models.reader, input)
  const [, steps = 0] = sides
  const stepWidth = (input.sides[3] ?? 0) / steps
  return { picture, characters: decodeCtc(data, steps, models.characters), stepWidth }
}

function readerInput(line: Bitmap): Numbers {
  const width = Math.max(narrowest, line.width)
  const size = height * width
  const data = new Float32Array(3 * size)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < line.width; x++) {
      const at = y * width + x
      data[at] = data[at + size] = data[at + 2 * size] = (line.pixels[y * line.width + x] ?? 0) / 127.5 - 1
    }
  }
  return { data, sides: [1, 3, height, width] }
}
