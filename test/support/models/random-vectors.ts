/** Vectors of unit length around a common direction, as those of a language model are; the same every time. */
export function randomVectors(dimension: number, count: number): readonly Float32Array[] {
  let state = 1
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  }
  const common = Float32Array.from({ length: dimension }, random)
  return Array.from({ length: count }, () => {
    const vector = common.map((value) => value * 0.5 + random())
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  })
}
