import { setMaxListeners } from 'node:events'
import type { FailedDocument, RegisteredDocument } from '../src/domain/documents/document.ts'
import type { FileResult } from '../src/domain/ingest/ingest-report.ts'
import type { KnownFile } from '../src/ports/source-files.ts'
import { compareWithKnown } from './compare-with-known.ts'
import { type ContainerParts, ingestContainer, isUntouchedContainer } from './ingest-container.ts'
import { type FileInWork, isMadeTheSameWay } from './ingest-file.ts'
import { closeToReaders } from './close-to-readers.ts'
import { foldersAbove } from './places/folders-above.ts'
import { failureStampOf } from './failure-stamp.ts'
import { ingestOrReport, repeatFailure } from './ingest-or-report.ts'
import type { RunState, LabelScope } from './runs/run-state.ts'
import { loaderFor } from './loaders/loaders.ts'
import type { RunTally } from './runs/run-tally.ts'
import type { FoundFile, SourceReader, WalkNotes } from './sources/readers/source-reader.ts'

/**
 * Files in work at the same time, so that while one is embedded others are read: this many, and of
 * small ones more, which are embedded and committed together.
 */
const filesInWork = 8
const smallFilesInWork = 64
/** What the files in work may hold together, in bytes, while there are more of them. */
const smallFilesTogether = 2 ** 20
/** How often one file may listen for the end of the run at a time, which is no leak. */
const listenersOfFile = 4

/**
 * Goes through the files of a run beside what is known of them.
 * @returns what is known of paths where there is no file any more
 */
export async function ingestFiles(
  parts: ContainerParts,
  run: RunState,
  scope: LabelScope,
  reader: SourceReader,
  places: readonly string[],
  tally: RunTally,
  signal: AbortSignal,
): Promise<readonly GoneFile[]> {
  setMaxListeners(smallFilesInWork * listenersOfFile, signal)
  const missing: GoneFile[] = []
  /** The files of archives and mails that were opened. */
  const unpacked = new Set<string>()
  const work = createWorkQueue()
  const notes: WalkNotes = { skipped: () => tally.skipped(), unreadable: (place) => tally.unreadable(place) }
  try {
    for (const place of places) {
      const files = reader.walk(run.source, [place], notes)
      for await (const { file, known } of compareWithKnown(files, parts.sourceFiles, run.source, place)) {
        signal.throwIfAborted()
        if (file === undefined) missing.push(goneFile(known))
        else await work.add(file.bytes, () => take(file, known))
      }
    }
  } finally {
    await work.settled()
  }
  await work.done()
  return missing.filter((file) => !isSeenOtherwise(file))

  async function take(file: FoundFile, known: KnownFile): Promise<void> {
    const item = { file, known, scope, fingerprint: await scope.fingerprint(file.path) }
    const format = loaderFor(file.name)
    if (format?.unpack !== undefined && !(await takeContainer(item))) return
    if (format?.load === undefined) return tally.add(unchanged(file))
    tally.add((await untouched(parts, run, item)) ?? (await ingestOrReport(parts, run, item, signal)))
  }

  /** @returns whether the file's own text is still to be read */
  async function takeContainer(item: FileInWork): Promise<boolean> {
    const { path } = item.file
    const { failure } = item.known
    if (failure !== undefined && failsAgain(run, item)) {
      run.closed.add(path)
      tally.add(repeatFailure(failure))
      return false
    }
    if (isUntouchedContainer(parts, run, item)) {
      run.closed.add(path)
      return true
    }
    const members = await ingestContainer(parts, run, item, tally, signal)
    for (const member of members ?? []) unpacked.add(member)
    return members !== undefined
  }

  /** A file in an archive is seen with the archive, or left as it is. */
  function isSeenOtherwise({ path, documentId, failure }: GoneFile): boolean {
    if (tally.isHidden(path) || unpacked.has(path)) return true
    if (!foldersAbove(path).some((folder) => run.closed.has(folder))) return false
    if (failure !== undefined) tally.add(repeatFailure(failure))
    else if (documentId !== undefined) tally.add({ path, outcome: 'unchanged', chunks: 0 })
    return true
  }
}

/** What remains to be known of a path without a file. */
export interface GoneFile {
  readonly path: string
  readonly documentId?: string
  readonly failure?: FailedDocument
}

function goneFile({ path, document, failure }: KnownFile): GoneFile {
  return {
    path,
    ...(document !== undefined && { documentId: document.id }),
    ...(failure !== undefined && { failure }),
  }
}

function failsAgain(run: RunState, { file, known: { failure } }: FileInWork): boolean {
  return failure?.stamp !== undefined && failure.stamp === failureStampOf(file) && !run.retryFailed
}

/** What can be said of a file by its stamps alone; undefined for one that has to be looked into. */
async function untouched(parts: ContainerParts, run: RunState, item: FileInWork): Promise<FileResult | undefined> {
  const { file, known } = item
  const { document, duplicate, failure } = known
  if (failure !== undefined) {
    if (!failsAgain(run, item)) return undefined
    await closeToReaders(parts, run, item)
    return repeatFailure(failure)
  }
  if (document !== undefined && hasStamp(item, document) && isMadeTheSameWay(parts, run, file, document)) {
    return unchanged(file)
  }
  if (duplicate !== undefined && hasStamp(item, duplicate)) {
    const original = await parts.registry.get(duplicate.documentId, { all: true })
    if (original?.contentHash !== duplicate.contentHash) return undefined
    // A run that was killed in between may have left what stood here before.
    if (document !== undefined) run.replaced.add(document.id)
    run.duplicates.set(file.path, 'unchanged')
    return unchanged(file)
  }
  return undefined
}

function hasStamp(
  { file, fingerprint }: FileInWork,
  known: Pick<RegisteredDocument, 'bytes' | 'modifiedAt' | 'labelsFingerprint'>,
): boolean {
  return known.bytes === file.bytes && known.modifiedAt === file.modifiedAt && known.labelsFingerprint === fingerprint
}

function unchanged({ path }: FoundFile): FileResult {
  return { path, outcome: 'unchanged', chunks: 0 }
}

/** Lets some work go on at a time; whoever adds more waits. The first failure ends it all. */
function createWorkQueue() {
  const inWork = new Set<Promise<void>>()
  let bytesInWork = 0

  function isFull(bytes: number): boolean {
    const isSmall = inWork.size < smallFilesInWork && bytesInWork + bytes <= smallFilesTogether
    return inWork.size >= filesInWork && !isSmall
  }

  return {
    async add(bytes: number, start: () => Promise<void>): Promise<void> {
      while (isFull(bytes)) await Promise.race(inWork)
      bytesInWork += bytes
      const work = start()
      inWork.add(work)
      void work
        .then(() => {
          bytesInWork -= bytes
          // A failure stays in the set, so that the next to wait comes by it.
          inWork.delete(work)
        })
        .catch(() => undefined)
    },
    /** @throws what work failed with */
    done: () => Promise.all(inWork),
    settled: () => Promise.allSettled(inWork),
  }
}
