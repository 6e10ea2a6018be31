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
    const row = matrix.data.subarray(r * columns, (r + 1) * columns)
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const scale = largest === 0 ? 1 : largest / levels
    scales[r] = scale
    row.forEach((value, c) => (values[r * columns + c] = Math.round(value / scale)))
  }
  return { rows, columns, values, scales }
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
