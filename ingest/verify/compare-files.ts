import { groupsOf } from '../../src/domain/access/access-label.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import type { KnownFile } from '../../src/ports/source-files.ts'
import { type Comparison, compareWithKnown } from '../compare-with-known.ts'
import { unknownSource } from '../sources/list-sources.ts'
import type { IngestParts } from '../ingest.ts'
import { createLabelsFingerprint } from '../labels/labels-fingerprint.ts'
import { loaderFor } from '../loaders/loaders.ts'
import type { FoundFile, UnreadablePlace } from '../sources/readers/source-reader.ts'

/**
 * Compares the files of sources with what is known of them, by their stamps. Files in archives stand
 * and fall with the archive.
 * @throws LorekeepError `not-found` for an unknown source
 */
export async function compareFiles(
  parts: IngestParts,
  name: string | undefined,
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  const known = await parts.registry.sources()
  const sources = name === undefined ? known : known.filter((source) => source.name === name)
  if (name !== undefined && sources.length === 0) {
    throw unknownSource(name, known)
  }
  const differences: Difference[] = []
  for (const source of sources) differences.push(...(await compareSource(parts, source, signal)))
  return differences
}

async function compareSource(parts: IngestParts, source: Source, signal: AbortSignal): Promise<readonly Difference[]> {
  const differences: Difference[] = []
  const containers: string[] = []
  const hidden: string[] = []
  const fingerprint = createLabelsFingerprint(source, parts.policy.current())
  const notes = { skipped: () => undefined, unreadable: ({ path }: UnreadablePlace) => void hidden.push(path) }
  const files = parts.readers[source.origin.kind].walk(source, [source.root], notes)
  try {
    for await (const comparison of compareWithKnown(files, parts.sourceFiles, source, source.root)) {
      signal.throwIfAborted()
      const { file, known } = comparison
      if (file !== undefined && known.container !== undefined) containers.push(file.path)
      const difference = await differenceOf(comparison)
      if (difference !== undefined) differences.push({ source: source.name, ...difference })
    }
  } catch (error) {
    if (!(error instanceof LorekeepError) || error.code !== 'path-not-found') throw error
    // A source that was defined but never ingested has nothing that could differ.
    if ((await parts.sourceFiles.known(source.name, undefined, 1)).length === 0) return []
    return [{ kind: 'file-gone', source: source.name, path: source.root, detail: error.message }]
  }
  return differences

  async function differenceOf({ file, known }: Comparison): Promise<Difference | undefined> {
    const { path, document } = known
    const of = { path, ...(document !== undefined && { documentId: document.id, version: document.version }) }
    if (file === undefined) {
      if (document === undefined || isInside(path)) return undefined
      return { kind: 'file-gone', ...of, detail: 'The file is not there any more.' }
    }
    if (Object.keys(known).length === 1)
      return { kind: 'file-not-indexed', ...of, detail: 'The file has not been read yet.' }
    return (await isAsKnown(file, known)) ? undefined : { kind: 'file-changed', ...of, detail: changeOf(file, known) }
  }

  /** A file that failed is as known: the reason is kept, and shown by `lorekeep status`. */
  async function isAsKnown(file: FoundFile, { document, duplicate, container, failure }: KnownFile): Promise<boolean> {
    if (failure !== undefined) return true
    if (document === undefined && duplicate !== undefined) {
      const original = await parts.registry.get(duplicate.documentId, { all: true })
      if (original?.contentHash !== duplicate.contentHash) return false
    }
    const stamp = loaderFor(file.name)?.load === undefined ? container : (document ?? duplicate)
    return (
      stamp?.bytes === file.bytes &&
      stamp.modifiedAt === file.modifiedAt &&
      stamp.labelsFingerprint === (await fingerprint(file.path))
    )
  }

  function isInside(path: string): boolean {
    return [...containers, ...hidden].some((place) => place === '' || path.startsWith(`${place}/`))
  }

  function changeOf(file: FoundFile, { document, duplicate, container }: KnownFile): string {
    const stamp = document ?? duplicate ?? container
    if (stamp?.bytes !== file.bytes) return `The file has ${file.bytes} bytes, not ${stamp?.bytes}.`
    if (stamp.modifiedAt !== file.modifiedAt) {
      return `The file was written on ${new Date(file.modifiedAt).toISOString()}, after it was read.`
    }
    return `The label files around it changed (readers by default: ${groupsOf(source.accessLabel).join(', ') || 'administrators'}).`
  }
}
