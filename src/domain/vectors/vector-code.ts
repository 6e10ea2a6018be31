/** The most that eight bits with a sign hold. */
const most = 127

/** A vector in eight bits a dimension: four bytes for the size of a step, then a byte for each dimension. */
export function encodeVector(vector: Float32Array): Uint8Array {
  const step = vector.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / most || 1
  const bytes = new Uint8Array(4 + vector.length)
  const view = new DataView(bytes.buffer)
  view.setFloat32(0, step, true)
  for (const [d, value] of vector.entries()) view.setInt8(4 + d, Math.round(value / step))
  return bytes
}

export function decodeVector(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const step = view.getFloat32(0, true)
  return Float32Array.from({ length: bytes.length - 4 }, (_, d) => view.getInt8(4 + d) * step)
}
