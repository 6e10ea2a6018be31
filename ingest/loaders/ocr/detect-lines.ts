import type { InferenceSession } from 'onnxruntime-node'
import { type Bitmap, type LineBox, scaledDown } from './bitmap.ts'
import { type Numbers, runNetwork } from './run-network.ts'
import { type TextMap, textRegions } from './text-regions.ts'

/** The detector sees a page at most this large; print that is too small at that size is lost on it. */
const longestSide = 1600
/** It sees this many rows at a time, which bounds its memory, and as many of those around them as `context`. */
const rowsAtOnce = 320
const context = 64
/** The sides that the detector takes are multiples of this. */
const tile = 32
/** The colours that the detector was trained with, channel by channel. */
const means = [0.485, 0.456, 0.406]
const deviations = [0.229, 0.224, 0.225]

/** Where the lines of print of a picture are, in its pixels and in no order. */
export async function detectLines(detector: InferenceSession, bitmap: Bitmap): Promise<readonly LineBox[]> {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const seen =
    scale < 1 ? scaledDown(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)) : bitmap
  const map = await textMap(detector, seen)
  return textRegions(map).map((box) => ({
    centreX: box.centreX / scale,
    centreY: box.centreY / scale,
    width: box.width / scale,
    height: box.height / scale,
    angle: box.angle,
  }))
}

async function textMap(detector: InferenceSession, { width, height, pixels }: Bitmap): Promise<TextMap> {
  const likelihood = new Float32Array(width * height)
  for (let from = 0; from < height; from += rowsAtOnce) {
    const to = Math.min(height, from + rowsAtOnce)
    const first = Math.max(0, from - context)
    const last = Math.min(height, to + context)
    const band = { width, height: last - first, pixels: pixels.subarray(first * width, last * width) }
    const { data, sides } = await runNetwork(detector, detectorInput(band))
    const rowLength = sides.at(-1) ?? 0
    for (let y = from; y < to; y++) {
      const start = (y - first) * rowLength
      likelihood.set(data.subarray(start, start + width), y * width)
    }
  }
  return { width, height, likelihood }
}

function detectorInput({ width, height, pixels }: Bitmap): Numbers {
  const sides = [1, 3, Math.ceil(height / tile) * tile, Math.ceil(width / tile) * tile] as const
  const [, , rows, columns] = sides
  const data = new Float32Array(3 * rows * columns)
  for (const [channel, mean] of means.entries()) {
    const deviation = deviations[channel] ?? 1
    for (let y = 0; y < height; y++) {
      const start = (channel * rows + y) * columns
      for (let x = 0; x < width; x++) data[start + x] = ((pixels[y * width + x] ?? 0) / 255 - mean) / deviation
    }
  }
  return { data, sides }
}
