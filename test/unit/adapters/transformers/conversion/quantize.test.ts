import { expect, test } from '@jest/globals'
import { quantizeRows, transposed } from '../../../../../src/adapters/transformers/conversion/quantize.ts'

const matrix = { shape: [3, 2], data: Float32Array.of(1, -0.5, 0, 0, 200, 100) }

test('each row is rounded with a scale of its own, and comes back nearly the same', () => {
  const { values, scales } = quantizeRows(matrix, 63)

  expect(Array.from(values)).toEqual([63, -31, 0, 0, 63, 32])
  const back = Array.from(values, (value, i) => value * (scales[Math.floor(i / 2)] ?? NaN))
  back.forEach((value, i) => expect(Math.abs(value - (matrix.data[i] ?? NaN))).toBeLessThan(200 / 63))
})

test('the values can be had column by column', () => {
  expect(Array.from(transposed(quantizeRows(matrix, 63)))).toEqual([63, 0, 63, -31, 0, 32])
})
