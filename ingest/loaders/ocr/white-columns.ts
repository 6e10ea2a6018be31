import type { Bitmap } from './bitmap.ts'

/** Rows at the upper and lower edge of a line, as a share of its height, where neighbouring lines may reach in. */
const edge = 0.08

/**
 * Which columns of the picture of a line show no print, whichever of print and paper is the darker.
 * @returns 1 for a white column, 0 for one with ink
 */
export function whiteColumns({ width, height, pixels }: Bitmap): Uint8Array {
  const threshold = otsuThreshold(pixels)
  const paperIsLight = pixels.reduce((light, shade) => light + (shade > threshold ? 1 : 0), 0) > pixels.length / 2
  const [first, last] = [Math.round(edge * height), Math.round((1 - edge) * height)]
  const white = new Uint8Array(width).fill(1)
  for (let y = first; y < last; y++) {
    for (let x = 0; x < width; x++) {
      const isLight = (pixels[y * width + x] ?? 0) > threshold
      if (isLight !== paperIsLight) white[x] = 0
    }
  }
  return white
}

/** The longest run of white columns between two places. */
export function widestWhite(white: Uint8Array, from: number, to: number): number {
  let widest = 0
  let run = 0
  for (let x = Math.max(0, Math.floor(from)); x < Math.min(white.length, to); x++) {
    run = white[x] ? run + 1 : 0
    widest = Math.max(widest, run)
  }
  return widest
}

/** The shade that parts print and paper best: "A Threshold Selection Method from Gray-Level Histograms" (Otsu, 1979). */
function otsuThreshold(pixels: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const shade of pixels) counts[shade] = (counts[shade] ?? 0) + 1
  const total = counts.reduce((sum, count, shade) => sum + count * shade, 0)
  let [best, bestSpread, below, sumBelow] = [127, -1, 0, 0]
  for (let shade = 0; shade < 255; shade++) {
    below += counts[shade] ?? 0
    sumBelow += shade * (counts[shade] ?? 0)
    const above = pixels.length - below
    if (below === 0 || above === 0) continue
    const spread = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2
    if (spread > bestSpread) [best, bestSpread] = [shade, spread]
  }
  return best
}
