import { setTimeout as wait } from 'node:timers/promises'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { Attempt } from './attempt.ts'
import { createOwnSignal, type OwnSignal } from './own-signal.ts'

/** Somebody who can be asked for an answer. */
export interface Contender {
  readonly provider: ModelProvider
  /** @param onBegin to be called at the first sign of an answer */
  ask(signal: AbortSignal, onBegin: () => void): Promise<Attempt>
}

export interface Ended<C extends Contender> {
  readonly contender: C
  readonly attempt: Attempt
}

/**
 * Whether one may be asked beside another. What the first would have kept in the house must not leave it only because
 * it was slow, so only the house, or one of the same tier, comes into question.
 */
export function mayHedge(first: ModelProvider, second: ModelProvider): boolean {
  return second.tier === 'on-prem' || second.tier === first.tier
}

/**
 * Asks the first, and the second as well when the first has said nothing after a while (the hedged request of Dean and
 * Barroso, "The Tail at Scale", CACM 2013). Who begins to speak first goes on, and the other is cancelled.
 * @returns how each of those asked ended; the one that went on, or else the first, in front
 */
export async function askHedged<C extends Contender>(
  first: C,
  second: C | undefined,
  afterMs: number,
  signal: AbortSignal,
): Promise<readonly Ended<C>[]> {
  const lanes: { readonly contender: C; readonly own: OwnSignal; readonly ended: Promise<Ended<C>> }[] = []
  const decided = new AbortController()
  let winner: C | undefined

  const enter = (contender: C) => {
    const own = createOwnSignal(signal)
    const win = () => {
      if (winner !== undefined) return
      winner = contender
      decided.abort()
      for (const lane of lanes) if (lane.contender !== contender) lane.own.abort()
    }
    const ended = contender.ask(own.signal, win).then((attempt) => ({ contender, attempt }))
    lanes.push({ contender, own, ended })
    const leave = () => {
      own.end()
      decided.abort()
    }
    ended.then(leave, leave)
  }

  enter(first)
  if (second !== undefined) {
    await wait(afterMs, undefined, { signal: decided.signal }).catch(() => undefined)
    if (!decided.signal.aborted && !signal.aborted) enter(second)
  }
  const ended = await Promise.all(lanes.map((lane) => lane.ended))
  return ended.toSorted((a, b) => Number(b.contender === winner) - Number(a.contender === winner))
}
