/** Orders paths by code point, as both databases do; JavaScript's own order differs beyond U+FFFF. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (left === right) continue
    // Halves of a pair stand for characters beyond all that one unit can hold.
    return isHalf(left) === isHalf(right) ? left - right : isHalf(left) ? 1 : -1
  }
  return a.length - b.length
}

function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}
