/**
 * Cuts token ids into windows of nearly equal length. Ids that fit into `longest` stay together; more are cut into as
 * few windows of at most `wanted` as it takes, so that none is a short rest.
 */
export function tokenWindows(ids: readonly number[], longest: number, wanted: number): readonly (readonly number[])[] {
  if (ids.length <= longest) return [ids]
  const length = Math.ceil(ids.length / Math.ceil(ids.length / wanted))
  return Array.from({ length: Math.ceil(ids.length / length) }, (_, i) => ids.slice(i * length, (i + 1) * length))
}
