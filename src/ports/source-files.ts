import type { ContainerFile, DuplicateFile, FailedDocument, RegisteredDocument } from '../domain/documents/document.ts'

/** Everything that is known of one path of a source. */
export interface KnownFile {
  readonly path: string
  /** The published version; of a file that fails now, the last good one. */
  readonly document?: RegisteredDocument
  readonly duplicate?: DuplicateFile
  readonly container?: ContainerFile
  readonly failure?: FailedDocument
}

/** What earlier runs found out about the files of each source, so that the next one need not look again. */
export interface SourceFiles {
  /** In code-point order of path, beginning behind `after`. */
  known(source: string, after: string | undefined, limit: number): Promise<readonly KnownFile[]>
  at(source: string, path: string): Promise<KnownFile>

  recordDuplicate(duplicate: DuplicateFile): Promise<void>
  /** The duplicates of documents, in order of path. */
  duplicatesOf(documentIds: readonly string[]): Promise<readonly DuplicateFile[]>
  /** The duplicates at a path, of whatever source. */
  duplicatesAt(path: string): Promise<readonly DuplicateFile[]>
  recordContainer(container: ContainerFile): Promise<void>

  recordFailure(failure: FailedDocument): Promise<void>
  clearFailure(source: string, path: string): Promise<void>
  failures(source?: string): Promise<readonly FailedDocument[]>

  /** Forgets duplicates, containers and failures at these paths; documents are the registry's. */
  forget(source: string, paths: readonly string[]): Promise<void>
}
