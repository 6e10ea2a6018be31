/** Where questions wait until it is known which of them can be put to a model together. */
export interface Lobby<T, R> {
  /** What comes of it, once all that were expected came or will not come. */
  arrive(item: T): Promise<R>
  /** One that was expected ended without coming here, or after it. */
  leave(): void
}

/**
 * @param expected how many may come
 * @param serve called once, with all that came in the order in which they came; one result for each
 */
export function createLobby<T, R>(
  expected: number,
  serve: (items: readonly T[]) => readonly Promise<R>[],
): Lobby<T, R> {
  const waiting: { readonly item: T; readonly resolve: (result: Promise<R>) => void }[] = []
  let absent = 0
  let isServed = false

  function serveWhenComplete(): void {
    if (isServed || waiting.length + absent < expected) return
    isServed = true
    const results = serve(waiting.map(({ item }) => item))
    for (const [at, { resolve }] of waiting.entries()) {
      const result = results[at]
      if (result !== undefined) resolve(result)
    }
  }

  return {
    arrive: (item) => {
      if (isServed) return serve([item])[0] ?? Promise.reject(new TypeError('Nothing was served.'))
      return new Promise((resolve) => {
        waiting.push({ item, resolve })
        serveWhenComplete()
      })
    },
    leave() {
      absent += 1
      serveWhenComplete()
    },
  }
}
