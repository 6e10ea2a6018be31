/** A signal that is aborted by the caller, or when nothing came in time. */
export interface Deadline {
  readonly signal: AbortSignal
  readonly passed: boolean
  /** Starts the time anew. */
  within(ms: number): void
  clear(): void
}

export function createDeadline(caller: AbortSignal): Deadline {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let passed = false
  const leave = () => controller.abort(caller.reason)
  if (caller.aborted) leave()
  else caller.addEventListener('abort', leave, { once: true })
  return {
    signal: controller.signal,
    get passed() {
      return passed
    },
    within(ms) {
      clearTimeout(timer)
      timer = setTimeout(() => {
        passed = true
        controller.abort()
      }, ms)
    },
    clear() {
      clearTimeout(timer)
      caller.removeEventListener('abort', leave)
    },
  }
}
