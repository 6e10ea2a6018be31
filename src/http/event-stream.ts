import type { Response } from 'express'

const keepAliveMs = 15_000

/** Server-sent events (HTML Living Standard, 9.2) on a response. */
export interface EventStream {
  send(event: string, data: unknown): void
  /** Resolves once the client has taken what was sent, or has left. */
  drained(): Promise<void>
  end(): void
}

/** Opens the stream; comments keep it alive through proxies while nothing happens. */
export function openEventStream(response: Response): EventStream {
  response.status(200)
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  const keepAlive = setInterval(() => response.write(': still here\n\n'), keepAliveMs)
  response.on('close', () => clearInterval(keepAlive))
  return {
    send(event, data) {
      if (!response.writableEnded) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    async drained() {
      if (!response.writableNeedDrain || response.destroyed) return
      await new Promise<void>((resolve) => {
        const settle = () => {
          response.off('drain', settle)
          response.off('close', settle)
          resolve()
        }
        response.on('drain', settle)
        response.on('close', settle)
      })
    },
    end() {
      clearInterval(keepAlive)
      response.end()
    },
  }
}
