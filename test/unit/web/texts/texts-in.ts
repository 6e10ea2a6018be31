/** Every text of a dictionary, with texts that take values called with some. */
export function textsIn(dictionary: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(dictionary).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function') return [[here, String((value as (...values: unknown[]) => unknown)(7, 7, 7))]]
    return textsIn(value as object, here)
  })
}
