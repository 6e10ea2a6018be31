import { createRequire } from 'node:module'
import type * as Library from 'stdnum'

const load = createRequire(import.meta.url)

/**
 * Whether a number keeps to the standard of a country, by the name that the library `stdnum` has for it. The
 * library is loaded when the first number asks for it: it would hold up every start for something rare.
 */
export function keepsStandard(country: string, standard: string, number: string): boolean {
  const { stdnum } = load('stdnum') as typeof Library
  const validator = stdnum[country]?.[standard]
  if (validator === undefined) throw new TypeError(`stdnum has no ${country}.${standard}.`)
  return withoutStacks(() => validator.validate(number).isValid)
}

/** The library makes an error of each number that is none, and noting where it was made takes half the time. */
function withoutStacks<T>(work: () => T): T {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = limit
  }
}
