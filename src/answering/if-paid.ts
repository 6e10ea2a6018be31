import { LorekeepError } from '../domain/errors.ts'

/** What an endpoint gives; `otherwise` where no budget pays for it, since answering goes on with less. */
export async function ifPaid<T, U>(work: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await work
  } catch (error) {
    if (error instanceof LorekeepError && error.code === 'budget-exhausted') return otherwise
    throw error
  }
}
