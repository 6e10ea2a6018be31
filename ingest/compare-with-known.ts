import { relative, sep } from 'node:path'
import type { Source } from '../src/domain/documents/source.ts'
import type { KnownFile, SourceFiles } from '../src/ports/source-files.ts'
import { comparePaths } from '../src/domain/documents/compare-paths.ts'
import type { FoundFile } from './sources/readers/source-reader.ts'

/** A path with the file that is there now, and with what is known of it. At least one of the two says something. */
export interface Comparison {
  readonly file?: FoundFile
  readonly known: KnownFile
}

const pageSize = 500

/**
 * Walks through the files of a place and what is known of them side by side, both in order of path, so
 * that neither has to be held in memory.
 */
export async function* compareWithKnown(
  files: AsyncIterable<FoundFile>,
  sourceFiles: SourceFiles,
  source: Source,
  place: string,
): AsyncGenerator<Comparison> {
  const known = knownFiles(sourceFiles, source.name, relative(source.root, place).split(sep).join('/'))
  let next = await known.next()
  for await (const file of files) {
    while (!next.done && comparePaths(next.value.path, file.path) < 0) {
      yield { known: next.value }
      next = await known.next()
    }
    if (!next.done && next.value.path === file.path) {
      yield { file, known: next.value }
      next = await known.next()
    } else yield { file, known: { path: file.path } }
  }
  for (; !next.done; next = await known.next()) yield { known: next.value }
}

/** What is known at a path of the source and below it, in order; of the whole source for an empty path. */
async function* knownFiles(sourceFiles: SourceFiles, source: string, below: string): AsyncGenerator<KnownFile, void> {
  if (below !== '') {
    const place = await sourceFiles.at(source, below)
    if (Object.keys(place).length > 1) yield place
  }
  const prefix = below === '' ? '' : `${below}/`
  let after = prefix === '' ? undefined : prefix
  for (;;) {
    const page = await sourceFiles.known(source, after, pageSize)
    for (const file of page) {
      if (!file.path.startsWith(prefix)) return
      yield file
    }
    after = page.at(-1)?.path
    if (after === undefined || page.length < pageSize) return
  }
}
