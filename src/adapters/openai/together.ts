/**
 * Does the same with several items at once. When one fails, the others are given up and waited for, so that nothing goes on
 * that nobody sees the end of.
 * @throws the first failure
 */
export async function together<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<readonly Result[]> {
  const failing = new AbortController()
  const either = AbortSignal.any([signal, failing.signal])
  const failures: unknown[] = []
  const results = await Promise.all(
    items.map(async (item) => {
      try {
        return [await work(item, either)]
      } catch (error) {
        failures.push(error)
        failing.abort()
        return []
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
  return results.flat()
}
