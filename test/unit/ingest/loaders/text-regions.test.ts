import { describe, expect, test } from '@jest/globals'
import { textRegions } from '../../../../ingest/loaders/ocr/text-regions.ts'

/** A map of 200 × 100 that is as likely to be text as `likelihood` says. */
function mapOf(likelihood: (x: number, y: number) => number) {
  const [width, height] = [200, 100]
  return {
    width,
    height,
    likelihood: Float32Array.from({ length: width * height }, (_, at) =>
      likelihood(at % width, Math.floor(at / width)),
    ),
  }
}

describe('regions of text', () => {
  test('are found each with a rectangle around it that is larger than its core', () => {
    const boxes = textRegions(
      mapOf((x, y) => (x >= 20 && x < 120 && (y - 20) % 40 >= 0 && (y - 20) % 40 < 10 && y >= 20 ? 0.9 : 0)),
    )
    expect(boxes).toHaveLength(2)
    const [first] = boxes
    expect(first?.centreX).toBeCloseTo(70)
    expect(first?.centreY).toBeCloseTo(25)
    expect(first?.height).toBeGreaterThan(18)
    expect(first?.angle).toBeCloseTo(0)
  })

  test('are followed where a line stands askew', () => {
    const slope = Math.tan(0.1)
    const [box] = textRegions(
      mapOf((x, y) => (x >= 20 && x < 180 && Math.abs(y - 40 - (x - 20) * slope) < 5 ? 0.9 : 0)),
    )
    expect(box?.angle).toBeCloseTo(0.1, 1)
    expect(box?.height).toBeLessThan(32)
  })

  test('are not found in specks and in what is hardly likely', () => {
    expect(textRegions(mapOf((x, y) => (x < 2 && y < 2 ? 0.9 : 0)))).toEqual([])
    expect(textRegions(mapOf((x, y) => (x < 100 && y < 20 ? 0.4 : 0)))).toEqual([])
  })
})
