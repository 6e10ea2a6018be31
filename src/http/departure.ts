import type { Response } from 'express'

/** Aborts when the client goes away before the response is complete. */
export function departureOf(response: Response): AbortSignal {
  const controller = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) controller.abort()
  })
  return controller.signal
}
