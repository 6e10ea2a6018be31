import { LorekeepError } from '../../../src/domain/errors.ts'

/** The failure that work ends in. */
export async function failureOf(work: Promise<unknown>): Promise<LorekeepError> {
  const outcome = await work.then(
    (value) => value,
    (error: unknown) => error,
  )
  if (outcome instanceof LorekeepError) return outcome
  throw new TypeError(`Expected a LorekeepError, got ${String(outcome)}`, { cause: outcome })
}
