import type { Tensor } from './safetensors.ts'

/** A matrix in whole numbers: row `r` is `values[r] × scales[r]`. */
export interface QuantizedRows {
  readonly rows: number
  readonly columns: number
  readonly values: Int8Array
  readonly scales: Float32Array
}

/**
 * Rounds a matrix to the whole numbers from `-levels` to `levels`, with a scale for each row (symmetric quantization,
 * Jacob et al. 2018).
 */
export function quantizeRows(matrix: Tensor, levels: number): QuantizedRows {
  const [rows = 0, columns = 0] = matrix.shape
  const values = new Int8Array(rows * columns)
  const scales = new Float32Array(rows)
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    const scale = largestIn(matrix.data, start, start + columns) / levels || 1
    scales[r] = scale
    for (let i = start; i < start + columns; i++) values[i] = Math.round((matrix.data[i] ?? 0) / scale)
  }
  return { rows, columns, values, scales }
}

function largestIn(numbers: Float32Array, start: number, end: number): number {
  let largest = 0
  for (let i = start; i < end; i++) largest = Math.max(largest, Math.abs(numbers[i] ?? 0))
  return largest
}

/** The values column by column, as a multiplication from the right wants them. */
export function transposed(matrix: QuantizedRows): Int8Array {
  const { rows, columns, values } = matrix
  const turned = new Int8Array(values.length)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) turned[c * rows + r] = values[r * columns + c] ?? 0
  }
  return turned
}
