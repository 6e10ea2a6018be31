import { setImmediate as othersTurn } from 'node:timers/promises'

/** Characters that are looked at before others get their turn: a few milliseconds of work. */
const atOnce = 64 * 1024

/** Hands a text over piece by piece, and lets the service answer others between two pieces. */
export async function inBreaths(text: string, take: (piece: string) => void): Promise<void> {
  for (let from = 0; from < text.length; from += atOnce) {
    take(text.slice(from, from + atOnce))
    await othersTurn()
  }
}
