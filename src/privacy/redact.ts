import { LorekeepError } from '../domain/errors.ts'
import type { RedactedText } from '../domain/privacy/redacted-text.ts'
import type { SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import type { FindSensitive } from './find-sensitive.ts'
import { resolveOverlaps } from './overlaps.ts'
import { readPieces } from './placeholder.ts'
import type { Vault } from './vault.ts'

/** A sensitive value, where it stood in the input, and what stands for it now. */
export interface RedactedSpan extends SensitiveSpan {
  readonly placeholder: string
}

export interface Redaction {
  readonly text: RedactedText
  /** In order, none overlapping; offsets in the input. */
  readonly spans: readonly RedactedSpan[]
}

/**
 * A text with placeholders for every sensitive value that a recogniser finds or that the vault knows.
 * Text that looks like a placeholder gets one too, so that `restore` gives the text back letter for
 * letter; only a value that is spelled in several ways comes back in the first one. Nothing that a
 * recogniser knows is left in the redacted text.
 * @throws LorekeepError `redaction-failed` when the vault is full or values keep coming to light
 */
export function redact(text: string, vault: Vault, findHidden: FindSensitive): Redaction {
  const found = findHidden(text)
  learn(text, found, vault)
  return redactFound(text, found, vault, findHidden)
}

/** A text, and what finds the values in it that are to be hidden. */
export interface HidingText {
  readonly text: string
  readonly findHidden: FindSensitive
}

/**
 * Redacts texts that are sent together. A value that is recognised in one of them is hidden in all,
 * also in those before it.
 * @throws LorekeepError as `redact`
 */
export function redactAll(texts: readonly HidingText[], vault: Vault): readonly Redaction[] {
  const found = texts.map(({ text, findHidden }) => findHidden(text))
  for (const [index, { text }] of texts.entries()) learn(text, found[index] ?? [], vault)
  return texts.map(({ text, findHidden }, index) => redactFound(text, found[index] ?? [], vault, findHidden))
}

/** Gives values their placeholders in the order in which they stand. */
function learn(text: string, spans: readonly SensitiveSpan[], vault: Vault): void {
  for (const { kind, start, end } of spans) vault.placeholderFor(kind, text.slice(start, end))
}

/** Hiding one value may bring a word so close to a number that it becomes another one: so often this is followed up. */
const mostRounds = 16

function redactFound(
  text: string,
  found: readonly SensitiveSpan[],
  vault: Vault,
  findHidden: FindSensitive,
): Redaction {
  let spans = resolveOverlaps([...found, ...vault.occurrences(text)], text)
  for (let round = 0; round < mostRounds; round += 1) {
    const parts = assemble(text, spans, vault)
    const redacted = parts.map((part) => part.text).join('')
    const missed = redacted === text ? [] : inOriginal(findHidden(redacted), parts, text)
    if (missed.length === 0) {
      return {
        text: asRedacted(redacted),
        spans: spans.map((span) => ({
          ...span,
          placeholder: vault.placeholderFor(span.kind, text.slice(span.start, span.end)),
        })),
      }
    }
    spans = resolveOverlaps([...spans, ...missed], text)
  }
  throw new LorekeepError('redaction-failed', 'Sensitive values kept coming to light while a text was redacted.', {
    hint: 'Ask about a shorter text.',
  })
}

/** A stretch of redacted text, and where it stood if it was left as it was. */
interface Part {
  readonly text: string
  readonly start?: number
}

function assemble(text: string, spans: readonly SensitiveSpan[], vault: Vault): readonly Part[] {
  const parts: Part[] = []
  let done = 0
  for (const { kind, start, end } of spans) {
    parts.push(...escaped(text, done, start, vault), { text: vault.placeholderFor(kind, text.slice(start, end)) })
    done = end
  }
  return [...parts, ...escaped(text, done, text.length, vault)]
}

/** Text between values, with placeholders for what looks like one. */
function escaped(text: string, start: number, end: number, vault: Vault): readonly Part[] {
  let at = start
  return readPieces(text.slice(start, end), '', true).pieces.map((piece) => {
    const part =
      piece.type === 'text' ? { text: piece.text, start: at } : { text: vault.placeholderForLiteral(piece.text) }
    at += piece.text.length
    return part
  })
}

const letterOrDigit = /[\p{L}\p{N}]/u

/** Spans of the redacted text as spans of the original, as far as they do not lie in placeholders. */
function inOriginal(spans: readonly SensitiveSpan[], parts: readonly Part[], text: string): readonly SensitiveSpan[] {
  const original: SensitiveSpan[] = []
  let next = 0
  let offset = 0
  for (const span of spans) {
    while (next < parts.length && offset + (parts[next]?.text.length ?? 0) <= span.start) {
      offset += parts[next]?.text.length ?? 0
      next += 1
    }
    let partOffset = offset
    for (let index = next; index < parts.length && partOffset < span.end; index += 1) {
      const part = parts[index]
      if (part === undefined) break
      if (part.start !== undefined) {
        const start = part.start + Math.max(0, span.start - partOffset)
        const end = part.start + Math.min(part.text.length, span.end - partOffset)
        if (letterOrDigit.test(text.slice(start, end))) original.push({ ...span, start, end })
      }
      partOffset += part.text.length
    }
  }
  return original
}

/**
 * Raw text for a model on the premises, where the policy lets it see everything. Never for anything
 * that may leave. Placeholder-like text is not escaped: restore its replies with an empty vault.
 */
export function rawForOnPrem(text: string): RedactedText {
  return asRedacted(text)
}

/**
 * Text that stands in our own source around text that was redacted. Numbers are ours too.
 * @example redactedTemplate`Question: ${question}`
 */
export function redactedTemplate(
  ours: TemplateStringsArray,
  ...parts: readonly (RedactedText | number)[]
): RedactedText {
  return asRedacted(ours.reduce((text, literalText, index) => `${text}${parts[index - 1] ?? ''}${literalText}`))
}

/** A string that stands in the source: one that was made while running does not compile. */
type InSource<S extends string> = string extends S ? never : S

/** Redacted texts with a separator that stands in our own source between them. */
export function joinRedacted<const S extends string>(
  parts: readonly RedactedText[],
  separator: InSource<S>,
): RedactedText {
  return asRedacted(parts.join(separator))
}

/** The one place where text becomes redacted text. */
function asRedacted(text: string): RedactedText {
  return text as RedactedText
}
