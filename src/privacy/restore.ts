import type { Language } from '../domain/language.ts'
import { sensitiveKinds } from '../domain/privacy/sensitive-span.ts'
import {
  literal,
  placeholderOf,
  readPieces,
  type Piece,
  type PlaceholderName,
  type WrittenPlaceholder,
} from './placeholder.ts'
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
 * `【EMAIL_1】`, `\[EMAIL_1\]`), translated (`[邮箱_1]`) or was cut off in (`[EMAIL_1`) is repaired if the vault
 * has given it and no other can be meant. One that it never gave, or that may be any of several, is shown
 * as the kind's label, and never as somebody's value; without brackets, or with a changed name, one that was
 * never given is ordinary text.
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
  return pieces.map((piece) => (piece.type === 'text' ? piece.text : shownFor(piece, vault, language))).join('')
}

function shownFor(piece: WrittenPlaceholder, vault: Vault, language: Language): string {
  const { names, number, text, spelling } = piece
  const given = names.filter((name) => vault.lastNumber(name) > 0)
  const [name] = given
  if (name === undefined) return spelling === 'exact' ? labelOf(names, text, language) : text
  if (given.length > 1 || number === undefined) return labelOf(given, text, language)
  if (piece.isCut && vault.lastNumber(name) >= number * 10) return labelOf(given, text, language)
  const value = vault.valueOf(placeholderOf(name, number))
  return value ?? (spelling === 'changed' ? text : labelOf(given, text, language))
}

const unknown = { en: 'not shown', zh: '未显示' } as const satisfies Record<Language, string>

/** What stands for a placeholder whose value is not certain: its kind, in words that are nobody's. */
function labelOf(names: readonly PlaceholderName[], text: string, language: Language): string {
  const [name, ...others] = names
  if (name === literal) return text
  const label = name === undefined || others.length > 0 ? unknown[language] : sensitiveKinds[name].label[language]
  return language === 'zh' ? `（${label}）` : `(${label})`
}
