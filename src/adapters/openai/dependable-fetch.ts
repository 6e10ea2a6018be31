/** As far as clients of endpoints use it. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * Lets a signal cut off a request at any time. Node's own `fetch` hears of an abort through a weak reference, which the
 * garbage collector may clear while a reply is still coming; a model that stalls would then hold on to its caller for five
 * minutes. So the signal is listened to here as well: it ends the wait, and lets go of the connection.
 */
export function createDependableFetch(plainFetch: Fetch = fetch): Fetch {
  return async (url, init) => {
    const signal = init?.signal ?? undefined
    if (signal === undefined) return plainFetch(url, init)
    const response = await unlessAborted(plainFetch(url, init), signal)
    return response.body === null ? response : new Response(cutBy(signal, response.body), response)
  }
}

function unlessAborted(replying: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason)
      // A reply that comes all the same is for nobody.
      replying.then(({ body }) => body?.cancel()).catch(() => undefined)
    }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    replying.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function cutBy(signal: AbortSignal, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let abort = () => {}
  const end = () => signal.removeEventListener('abort', abort)
  return new ReadableStream<Uint8Array>({
    start(controller) {
      abort = () => {
        controller.error(signal.reason)
        // Whoever reads has got the reason; that the connection had ended by itself tells nobody anything.
        reader.cancel(signal.reason).catch(() => undefined)
      }
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true })
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (signal.aborted) return
      if (done) {
        end()
        controller.close()
      } else controller.enqueue(value)
    },
    async cancel(reason) {
      end()
      await reader.cancel(reason)
    },
  })
}
