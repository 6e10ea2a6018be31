import type { Source } from '../../../src/domain/documents/source.ts'
import type { IngestEvent } from '../../../src/domain/ingest/ingest-report.ts'

/** A file of a source, ready to be read. */
export interface FoundFile {
  /** Where its bytes lie. */
  readonly absolutePath: string
  /** What the document is called: relative to the source's root with `/` between parts, or its address. */
  readonly path: string
  /** The name whose extension tells the format: the path, unless that is an address. */
  readonly name: string
  readonly bytes: number
  /** In whole ms since the epoch. */
  readonly modifiedAt: number
}

/** A place of a source that could not be looked into; documents below it are left as they are. */
export interface UnreadablePlace {
  readonly path: string
  readonly code: string
  readonly reason: string
  readonly hint?: string
}

/** What a walk comes by besides files. */
export interface WalkNotes {
  /** A file of a kind that no loader reads, or a link. */
  skipped(path: string): void
  unreadable(place: UnreadablePlace): void
}

/** Everything that depends on where a source's files come from. One for each kind of origin. */
export interface SourceReader {
  /**
   * Brings the local copy of the files in line with the origin; nothing to do for a folder. A copy
   * stays usable when it fails half-way.
   * @returns what names the state fetched, such as a commit; and what could not be fetched
   * @throws LorekeepError `path-not-found`, `source-unavailable` when there is no getting at the origin
   */
  refresh(
    source: Source,
    onEvent: (event: Extract<IngestEvent, { readonly type: 'fetching' }>) => void,
    signal: AbortSignal,
  ): Promise<Refreshed>
  /**
   * Every file at or below the places, in code-point order of path. Holds a folder's entries in memory
   * at a time, never the whole source.
   * @param places absolute paths inside the source's root
   * @throws LorekeepError `path-not-found` when a place does not exist
   */
  walk(source: Source, places: readonly string[], notes: WalkNotes): AsyncIterable<FoundFile>
  /** Where the bytes of a document's file lie, whether or not there is such a file. */
  locate(source: Source, path: string): Promise<string>
}

export interface Refreshed {
  readonly revision?: string
  readonly failures: readonly UnreadablePlace[]
}
