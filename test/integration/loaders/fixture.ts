import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FileContent, LoadedDocument } from '../../../ingest/loaders/loaded-document.ts'

/** The absolute path of a file in `test/fixtures/documents`. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/documents/${name}`, import.meta.url))
}

export async function fixture(name: string): Promise<FileContent> {
  return { bytes: await readFile(fixturePath(name)), path: name }
}

/** The blocks as a reader of a failed test wants to see them. */
export function shown({ text, blocks }: LoadedDocument): readonly string[] {
  return blocks.map(({ kind, level = '', start, end }) => `${kind}${level}: ${text.slice(start, end)}`)
}
