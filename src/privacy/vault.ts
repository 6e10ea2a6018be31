import { LorekeepError } from '../domain/errors.ts'
import type { SensitiveKind, SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import { createKnownValues, identityOf } from './known-values.ts'
import { literal, placeholderOf, type PlaceholderName } from './placeholder.ts'
import type { VaultEntry, VaultState } from './vault-state.ts'

export { parseVaultState, type VaultEntry, type VaultState } from './vault-state.ts'

/** Which placeholder stands for which value in one conversation. Only data; nothing is read or written. */
export interface Vault {
  /**
   * The placeholder of a value, for instance `[EMAIL_1]`: the same one for every spelling of the same value
   * (spaces, hyphens, full-width forms, the case of an e-mail address, +86 of a mobile number), and never
   * one that another value has.
   * @throws LorekeepError `redaction-failed` when the vault is full
   */
  placeholderFor(kind: SensitiveKind, value: string): string
  /**
   * The placeholder of text that looks like a placeholder, so that restoring puts the text back and not
   * somebody's value.
   * @throws LorekeepError `redaction-failed` when the vault is full
   */
  placeholderForLiteral(text: string): string
  /** The first spelling of the value behind a placeholder; undefined for one that was never given. */
  valueOf(placeholder: string): string | undefined
  /** The highest number that was given under a name; 0 for none. */
  lastNumber(name: PlaceholderName): number
  /** Where values of the vault stand in a text, whether a recogniser sees them there or not. */
  occurrences(text: string): readonly SensitiveSpan[]
  /** How many values and literals it holds; none is ever given up. */
  size(): number
  state(): VaultState
}

/**
 * How many values a vault takes. A conversation that meets more of them is told to begin anew: giving
 * up an old placeholder could show a reader somebody else's value.
 */
export const vaultCapacity = 100_000

/** A vault with the values of a state, empty without one. */
export function createVault(state: VaultState = { entries: [], literals: [] }): Vault {
  const entries: VaultEntry[] = []
  const literals: string[] = []
  const placeholders = new Map<string, string>()
  const values = new Map<string, string>()
  const last = new Map<SensitiveKind, number>()
  const known = createKnownValues()

  const remember = (entry: VaultEntry): string => {
    const placeholder = placeholderOf(entry.kind, entry.number)
    const identity = identityOf(entry.kind, entry.value)
    entries.push(entry)
    placeholders.set(keyOf(entry.kind, identity), placeholder)
    values.set(placeholder, entry.value)
    last.set(entry.kind, Math.max(entry.number, last.get(entry.kind) ?? 0))
    known.add(entry.kind, entry.value, identity)
    return placeholder
  }
  const rememberLiteral = (text: string): string => {
    const placeholder = placeholderOf(literal, literals.push(text))
    placeholders.set(keyOf(literal, text), placeholder)
    values.set(placeholder, text)
    return placeholder
  }
  const size = () => entries.length + literals.length
  const checkRoom = () => {
    if (size() >= vaultCapacity) throw vaultIsFull()
  }
  state.entries.forEach(remember)
  state.literals.forEach(rememberLiteral)

  return {
    placeholderFor(kind, value) {
      const given = placeholders.get(keyOf(kind, identityOf(kind, value)))
      if (given !== undefined) return given
      checkRoom()
      return remember({ kind, number: (last.get(kind) ?? 0) + 1, value })
    },
    placeholderForLiteral(text) {
      const given = placeholders.get(keyOf(literal, text))
      if (given !== undefined) return given
      checkRoom()
      return rememberLiteral(text)
    },
    valueOf: (placeholder) => values.get(placeholder),
    lastNumber: (name) => (name === literal ? literals.length : (last.get(name) ?? 0)),
    occurrences: (text) => known.find(text),
    size,
    state: () => ({ entries: [...entries], literals: [...literals] }),
  }
}

function keyOf(name: PlaceholderName, identity: string): string {
  return `${name} ${identity}`
}

function vaultIsFull(): LorekeepError {
  return new LorekeepError('redaction-failed', `The conversation holds more than ${vaultCapacity} sensitive values.`, {
    hint: 'Start a new conversation.',
  })
}
