/** A picture in shades of grey, row by row from the upper left corner: 0 is black, 255 white. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/**
 * A rectangle around a line of print, which may stand askew. Positions are in pixels; `angle` is how far
 * the line runs down from the horizontal, in radians.
 */
export interface LineBox {
  readonly centreX: number
  readonly centreY: number
  /** Along the line. */
  readonly width: number
  /** Across the line. */
  readonly height: number
  readonly angle: number
}

/** A picture turned by quarters, clockwise. */
export function turned(bitmap: Bitmap, quarters: 1 | 2 | 3): Bitmap {
  const { width, height, pixels } = bitmap
  const result = new Uint8Array(pixels.length)
  if (quarters === 2) {
    result.set(pixels.subarray(0, width * height).toReversed())
    return { width, height, pixels: result }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = quarters === 1 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y
      result[at] = pixels[y * width + x] ?? 0
    }
  }
  return { width: height, height: width, pixels: result }
}

/** A picture at another size, each new pixel the mean of what it covers. Meant for making pictures smaller. */
export function scaledDown(bitmap: Bitmap, width: number, height: number): Bitmap {
  const narrow = scaledRows(bitmap, width)
  const columns = turned(narrow, 1)
  return turned(scaledRows(columns, height), 3)
}

/** Every row of a picture at another width. */
function scaledRows({ width, height, pixels }: Bitmap, newWidth: number): Bitmap {
  const result = new Uint8Array(newWidth * height)
  const step = width / newWidth
  for (let x = 0; x < newWidth; x++) {
    const from = x * step
    const to = Math.min(width, from + step)
    const first = Math.floor(from)
    const last = Math.min(width - 1, Math.ceil(to) - 1)
    for (let y = 0; y < height; y++) {
      let sum = 0
      for (let at = first; at <= last; at++) {
        sum += (pixels[y * width + at] ?? 0) * (Math.min(at + 1, to) - Math.max(at, from))
      }
      result[y * newWidth + x] = Math.round(sum / (to - from))
    }
  }
  return { width: newWidth, height, pixels: result }
}

/** Cuts a line out of a picture, level and at the given size. Beyond the edge the picture goes on as it ends. */
export function cutOut(bitmap: Bitmap, box: LineBox, width: number, height: number): Bitmap {
  const [stepX, stepY] = [box.width / width, box.height / height]
  const along = { x: Math.cos(box.angle), y: Math.sin(box.angle) }
  const pixels = new Uint8Array(width * height)
  // Several samples a pixel where the picture shrinks, so that thin strokes are not skipped.
  const samples = Math.max(1, Math.ceil(Math.max(stepX, stepY)))
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = (column + ((sample % samples) + 0.5) / samples) * stepX - box.width / 2
        const v = (row + (Math.floor(sample / samples) + 0.5) / samples) * stepY - box.height / 2
        sum += shadeAt(bitmap, box.centreX + u * along.x - v * along.y, box.centreY + u * along.y + v * along.x)
      }
      pixels[row * width + column] = Math.round(sum / (samples * samples))
    }
  }
  return { width, height, pixels }
}

/** The shade at a point between pixels, whose centres lie at halves. */
function shadeAt({ width, height, pixels }: Bitmap, x: number, y: number): number {
  const left = Math.min(width - 1, Math.max(0, x - 0.5))
  const top = Math.min(height - 1, Math.max(0, y - 0.5))
  const x0 = Math.floor(left)
  const y0 = Math.floor(top)
  const x1 = Math.min(width - 1, x0 + 1)
  const y1 = Math.min(height - 1, y0 + 1)
  const upper = mix(pixels[y0 * width + x0] ?? 0, pixels[y0 * width + x1] ?? 0, left - x0)
  const lower = mix(pixels[y1 * width + x0] ?? 0, pixels[y1 * width + x1] ?? 0, left - x0)
  return mix(upper, lower, top - y0)
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share
}
