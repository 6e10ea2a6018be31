import type { Language } from '../domain/language.ts'
import { sensitiveKinds } from '../domain/sensitive-span.ts'
import { literal, placeholderOf, readPieces, type Piece, type WrittenPlaceholder } from './placeholder.ts'
import type { Vault } from './vault.ts'

/** Restores a text that arrives in pieces, cut anywhere. The pieces add up to what `restore` makes of the whole. */
export interface Restorer {
  /** What can be shown so far: all but an end that may still become a placeholder. */
  push(text: string): string
  /** What was held back. Nothing may be pushed after it. */
  end(): string
}

/**
 * A text with the values of its placeholders. A placeholder that a model changed (`EMAIL_1`, `[Email 1]`,
 * `【EMAIL_1】`, `\[EMAIL_1\]`) is repaired if the vault has given it. One that it never gave is shown
 * as the kind's label, and never as somebody's value; without brackets, or with a changed name, it is
 * ordinary text.
 * @param language of the labels
 */
export function restore(text: string, vault: Vault, language: Language = 'en'): string {
  return restorePieces(readPieces(text, '', true).pieces, vault, language)
}

/** @param language of the labels of placeholders that were never given */
export function createRestorer(vault: Vault, language: Language = 'en'): Restorer {
  let before = ''
  let held = ''
  const advance = (text: string, isEnd: boolean): string => {
    const { pieces, rest } = readPieces(held + text, before, isEnd)
    before = pieces.at(-1)?.text.at(-1) ?? before
    held = rest
    return restorePieces(pieces, vault, language)
  }
  return {
    push: (text) => advance(text, false),
    end: () => advance('', true),
  }
}

function restorePieces(pieces: readonly Piece[], vault: Vault, language: Language): string {
  return pieces.map((piece) => (piece.type === 'text' ? piece.text : valueOf(piece, vault, language))).join('')
}

function valueOf({ name, number, text, isUnmistakable }: WrittenPlaceholder, vault: Vault, language: Language): string {
  const value = vault.valueOf(placeholderOf(name, number))
  if (value !== undefined || name === literal || !isUnmistakable) return value ?? text
  const label = sensitiveKinds[name].label[language]
  return language === 'zh' ? `（${label}）` : `(${label})`
}
