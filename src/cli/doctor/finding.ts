import { type ErrorCode, LorekeepError, messageOf } from '../../domain/errors.ts'

/** The result of one check, with what to do when it is not well. */
export interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'problem'
  readonly message: string
  readonly advice?: string
}

/** What came of some work, as a finding: what it says where it gives a text, and its error with what to do. */
export async function attempt<T>(
  check: string,
  work: () => Promise<T>,
): Promise<{ readonly finding: Finding; readonly value?: T; readonly code?: ErrorCode }> {
  try {
    const value = await work()
    return { finding: { check, state: 'ok', message: typeof value === 'string' ? value : 'ok' }, value }
  } catch (error) {
    const { hint: advice, code } = error instanceof LorekeepError ? error : {}
    return {
      finding: { check, state: 'problem', message: messageOf(error), ...(advice !== undefined && { advice }) },
      ...(code !== undefined && { code }),
    }
  }
}
