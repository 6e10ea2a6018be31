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
  return validator.validate(number).isValid
}
