import { randomUUID } from 'node:crypto'

/** A fresh `id` in the form that both vendors use. */
export function completionId(): string {
  return `chatcmpl-${randomUUID().replaceAll('-', '')}`
}

/** The `created` time of an answer: Unix time in seconds. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1000)
}
