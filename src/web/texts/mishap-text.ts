import type { Answer } from '../../domain/answers/answer.ts'
import type { RouteReason } from '../../domain/routing/route.ts'
import type { Texts } from './texts.ts'

/** What a reader should see without asking, the gravest first. */
const mishaps = [
  'time-limit',
  'continued',
  'no-provider-left',
  'provider-failed',
] as const satisfies readonly RouteReason['code'][]

/** In one sentence what went wrong on the way to an answer; undefined where nothing did. */
export function mishapText({ status, cache, route }: Answer, texts: Texts): string | undefined {
  if (status !== 'answered' || cache === 'hit') return undefined
  const codes = new Set(route.reasons.map(({ code }) => code))
  const gravest = mishaps.find((code) => codes.has(code))
  return gravest && texts.reasons[gravest]
}
