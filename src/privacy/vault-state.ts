import { LorekeepError, messageOf } from '../domain/errors.ts'
import { sensitiveKinds, type SensitiveKind } from '../domain/privacy/sensitive-span.ts'

/** A value and the number of its placeholder, `[KIND_number]`. */
export interface VaultEntry {
  readonly kind: SensitiveKind
  readonly number: number
  /** The first spelling seen. */
  readonly value: string
}

/** All that a vault knows, as plain data for JSON. It holds sensitive values: seal it before it is kept. */
export interface VaultState {
  readonly entries: readonly VaultEntry[]
  /** Text that looked like a placeholder without being one; the nth is `[LITERAL_n]`. */
  readonly literals: readonly string[]
}

/**
 * A state as written by `JSON.stringify(vault.state())`.
 * @throws LorekeepError `data-damaged` for anything else
 */
export function parseVaultState(stored: string): VaultState {
  const state = parseJson(stored)
  if (!isVaultState(state)) throw damaged('it is not the state of a vault')
  return state
}

function parseJson(stored: string): unknown {
  try {
    return JSON.parse(stored)
  } catch (error) {
    throw damaged(messageOf(error), error)
  }
}

function damaged(reason: string, cause?: unknown): LorekeepError {
  return new LorekeepError('data-damaged', `The placeholders of a conversation cannot be read: ${reason}.`, {
    hint: 'Start a new conversation.',
    ...(cause !== undefined && { cause }),
  })
}

function isVaultState(value: unknown): value is VaultState {
  if (typeof value !== 'object' || value === null || !('entries' in value) || !('literals' in value)) return false
  const { entries, literals } = value
  if (!Array.isArray(entries) || !Array.isArray(literals)) return false
  return entries.every(isVaultEntry) && literals.every((text) => typeof text === 'string')
}

function isVaultEntry(value: unknown): value is VaultEntry {
  if (typeof value !== 'object' || value === null) return false
  if (!('kind' in value) || !('number' in value) || !('value' in value)) return false
  const { kind, number, value: text } = value
  return (
    typeof kind === 'string' &&
    Object.hasOwn(sensitiveKinds, kind) &&
    Number.isSafeInteger(number) &&
    typeof text === 'string'
  )
}
