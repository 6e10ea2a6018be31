import { rm } from 'node:fs/promises'
import { groupsOf } from '../src/domain/access/access-label.ts'
import { LorekeepError } from '../src/domain/errors.ts'
import type { IngestEvent, IngestReport } from '../src/domain/ingest/ingest-report.ts'
import type { Policy } from '../src/domain/privacy/policy.ts'
import type { Source, SourceOrigin } from '../src/domain/documents/source.ts'
import type { LiveValue } from '../src/ports/live-value.ts'
import type { ProcessLock } from '../src/ports/process-lock.ts'
import type { GuardedEmbedder } from '../src/ports/guarded-embedder.ts'
import type { TokenVectorStore } from '../src/ports/token-vector-store.ts'
import type { VectorIndex, VectorIndexes } from '../src/ports/vector-index.ts'
import { checkIdentity } from './upkeep/check-identity.ts'
import type { RunState, LabelScope } from './runs/run-state.ts'
import { holdIndex } from './hold-index.ts'
import { fillTokenVectors } from './upkeep/fill-token-vectors.ts'
import type { ContainerParts } from './ingest-container.ts'
import { gatherSmallFiles } from './batching/gather-small-files.ts'
import { ingestFiles } from './ingest-files.ts'
import { createLabelResolver } from './labels/resolve-labels.ts'
import { createLabelsFingerprint } from './labels/labels-fingerprint.ts'
import { markSuperseded } from './versions/mark-superseded.ts'
import { removeVanished } from './remove-vanished.ts'
import { createRunTally, type RunTally } from './runs/run-tally.ts'
import { settleDuplicates } from './duplicates/settle-duplicates.ts'
import type { Refreshed, SourceReader } from './sources/readers/source-reader.ts'
import { sweep } from './upkeep/sweep.ts'

export interface IngestParts extends ContainerParts {
  readonly embedder: GuardedEmbedder
  readonly vectors: VectorIndex
  readonly tokenVectors: TokenVectorStore
  readonly lock: ProcessLock
  readonly policy: LiveValue<Policy>
  readonly indexes: VectorIndexes
  readonly readers: Readonly<Record<SourceOrigin['kind'], SourceReader>>
}

export interface IngestRequest {
  /** Saved as it is given here, unless `isKnown`. */
  readonly source: Source
  /** Whether the source was only named: it must still be there, and counts as it is defined when the run begins. */
  readonly isKnown?: boolean
  /** Absolute paths of files or folders in the source's root; documents elsewhere are left alone. */
  readonly places: readonly string[]
  readonly actor: string
  /** Also reads files again that failed before and have not changed since. */
  readonly retryFailed?: boolean
  /** Shows everything that changed in one step at the end, which `rollback` can take back. */
  readonly atomic?: boolean
}

export type Ingest = (
  request: IngestRequest,
  onEvent: (event: IngestEvent) => void,
  signal: AbortSignal,
) => Promise<IngestReport>

/**
 * Brings the index in line with a source: new and changed files in, unchanged ones untouched,
 * vanished ones out, unreadable ones reported. One ingest at a time works on one data folder; it can
 * be killed at any moment and run again.
 */
export function createIngest(parts: IngestParts): Ingest {
  return (asked, onEvent, given) =>
    holdIndex(parts.lock, 'asked', given, async (signal) => {
      const fileParts = { ...parts, ...gatherSmallFiles(parts, signal) }
      const request = { ...asked, source: await currentSource(parts, asked) }
      const { source, places } = request
      const reader = parts.readers[source.origin.kind]
      const startedAt = parts.clock()
      await rm(parts.workFolder, { recursive: true, force: true })
      await sweep(parts, signal)
      const identity = await checkIdentity(parts.registry, parts.embedder, parts.indexes, signal)
      if (request.isKnown !== true) await parts.registry.saveSource(source)
      const refreshed = await reader.refresh(source, onEvent, signal)

      const tally = await countFiles(reader, request, onEvent)
      noteRefresh(tally, refreshed)
      const run = await beginRun(parts, request, identity.id)
      const scope = scopeOf(run)
      const gone = await ingestFiles(fileParts, run, scope, reader, places, tally, signal)
      await recordUnreadable(parts, request, tally)
      refuseSuddenlyEmpty(request, tally, gone.length)
      await settleDuplicates(fileParts, run, scope, reader, gone, tally, signal)
      const removed = await removeVanished(
        parts,
        run,
        gone,
        (documents) => onEvent({ type: 'publishing', documents }),
        signal,
      )
      await markSuperseded(parts.registry, source.name, signal)
      await fillTokenVectors(parts, source.name, signal)
      await sweep(parts, signal)

      const counts = await parts.registry.counts()
      const report = tally.report({
        source: source.name,
        removed,
        documentsInIndex: counts.documents,
        chunksInIndex: counts.chunks,
        milliseconds: parts.clock() - startedAt,
        ...(refreshed.revision !== undefined && { revision: refreshed.revision }),
      })
      onEvent({ type: 'finished', report })
      return report
    })
}

/** The source as it is defined now: it may have been changed or removed while the run waited for others. */
async function currentSource(parts: IngestParts, { source, isKnown }: IngestRequest): Promise<Source> {
  if (isKnown !== true) return source
  const current = (await parts.registry.sources()).find(({ name }) => name === source.name)
  if (current?.root === source.root) return current
  throw new LorekeepError('conflict', `The source ${JSON.stringify(source.name)} was removed or moved meanwhile.`, {
    hint: 'Start the ingest again with the name or folder that holds now.',
  })
}

async function beginRun(parts: IngestParts, request: IngestRequest, embedderId: string): Promise<RunState> {
  const { source, actor, atomic = false, retryFailed = false } = request
  if (!atomic) await parts.staging.discard(source.name)
  return {
    source,
    actor,
    embedderId,
    policy: parts.policy.current(),
    atomic,
    retryFailed,
    staged: await parts.staging.staged(source.name),
    touched: new Set(),
    replaced: new Set(),
    contents: new Map(),
    duplicates: new Map(),
    closed: new Set(),
    passing: 0,
    afterwards: new Map(),
  }
}

function scopeOf({ source, policy }: RunState): LabelScope {
  return {
    prefix: '',
    resolver: createLabelResolver(source.root, {
      groups: groupsOf(source.accessLabel),
      classification: source.classification,
    }),
    fingerprint: createLabelsFingerprint(source, policy),
    isFromOutside: false,
  }
}

/** Goes through the names once, so that a person can be told how much there is to do. */
async function countFiles(
  reader: SourceReader,
  { source, places }: IngestRequest,
  onEvent: (event: IngestEvent) => void,
): Promise<RunTally> {
  let files = 0
  let skipped = 0
  const notes = { skipped: () => void (skipped += 1), unreadable: () => undefined }
  const found = reader.walk(source, places, notes)[Symbol.asyncIterator]()
  while (!(await found.next()).done) files += 1
  onEvent({ type: 'found', files, skipped })
  return createRunTally(files, onEvent)
}

function noteRefresh(tally: RunTally, { failures }: Refreshed): void {
  for (const failure of failures) tally.unreadable(failure)
}

/** Kept like failures of files, until the place can be looked into again. */
async function recordUnreadable(parts: IngestParts, { source }: IngestRequest, tally: RunTally): Promise<void> {
  for (const { path, code, reason, hint } of tally.unreadablePlaces) {
    await parts.sourceFiles.recordFailure({
      source: source.name,
      path,
      code,
      reason,
      ...(hint !== undefined && { hint }),
      failedAt: parts.clock(),
    })
  }
}

/** An empty folder where there were documents is more often a share that is not mounted than a clean-up. */
function refuseSuddenlyEmpty(request: IngestRequest, tally: RunTally, gone: number): void {
  if (tally.files > 0 || gone === 0) return
  throw new LorekeepError(
    'conflict',
    `${request.places.join(', ')} holds no documents now, but ${gone} are indexed from there. Nothing was changed.`,
    { hint: `If they are really gone, run: lorekeep remove --source ${JSON.stringify(request.source.name)}` },
  )
}
