import pLimit from 'p-limit'
import { groupsOf } from '../src/domain/access-label.ts'
import type { RegisteredDocument } from '../src/domain/document.ts'
import { LorekeepError } from '../src/domain/errors.ts'
import type { Policy } from '../src/domain/policy.ts'
import type { Source } from '../src/domain/source.ts'
import type { LiveValue } from '../src/ports/live-value.ts'
import type { Log } from '../src/ports/log.ts'
import type { ProcessLock } from '../src/ports/process-lock.ts'
import { checkIdentity } from './check-identity.ts'
import { find, type Found, type FoundFile } from './find.ts'
import { ingestFile, type IngestFileParts, type IngestRun } from './ingest-file.ts'
import type { FileResult, IngestEvent, IngestReport } from '../src/domain/ingest-report.ts'
import { createLabelResolver } from './labels/resolve-labels.ts'
import { createLabelsFingerprint } from './labels-fingerprint.ts'
import { sweep } from './sweep.ts'

export interface IngestParts extends IngestFileParts {
  readonly lock: ProcessLock
  readonly policy: LiveValue<Policy>
  readonly log: Log
}

export interface IngestRequest {
  readonly source: Source
  /** Absolute paths of files or folders in the source's root; documents elsewhere are left alone. */
  readonly places: readonly string[]
  readonly actor: string
  readonly retryFailed?: boolean
  readonly atomic?: boolean
}

export type Ingest = (
  request: IngestRequest,
  onEvent: (event: IngestEvent) => void,
  signal: AbortSignal,
) => Promise<IngestReport>

/** Files in work at the same time: while one is embedded, others are read. */
const filesInWork = 4
/** How long to wait for another ingest on the same data before giving up. */
const lockWaitMs = 10_000

/**
 * Brings the index in line with a source: new and changed files in, unchanged ones untouched,
 * vanished ones out, unreadable ones reported. One ingest at a time works on one data folder; it can
 * be killed at any moment and run again.
 */
export function createIngest(parts: IngestParts): Ingest {
  return (request, onEvent, signal) =>
    parts.lock.hold('ingest', lockWaitMs, async () => {
      const startedAt = parts.clock()
      await sweep(parts.registry, parts.vectors, signal)
      const identity = await checkIdentity(parts.registry, parts.embedder, parts.vectors, signal)
      const found = await find(request.source, request.places)
      const known = await knownDocuments(parts, request)
      refuseSuddenlyEmpty(request, found, known)
      await parts.registry.saveSource(request.source)
      onEvent({ type: 'found', files: found.files.length, skipped: found.skipped })

      const run = beginRun(parts, request, identity.id)
      const results = await ingestFiles(parts, run, found, known, onEvent, signal)
      const removed = await removeVanished(parts, request, found, known)
      await recordFailures(parts, request.source, found, results)
      await sweep(parts.registry, parts.vectors, signal)

      const report = await reportOf(parts, request.source, found, results, removed, startedAt)
      onEvent({ type: 'finished', report })
      return report
    })
}

function beginRun(parts: IngestParts, request: IngestRequest, embedderId: string): IngestRun {
  const { source, actor } = request
  const policy = parts.policy.current()
  return {
    source,
    actor,
    embedderId,
    policy,
    labels: createLabelResolver(source.root, {
      groups: groupsOf(source.accessLabel),
      classification: source.classification,
    }),
    fingerprint: createLabelsFingerprint(source, policy),
  }
}

/** The registered documents at or below the places of this run, by path. */
async function knownDocuments(
  parts: IngestParts,
  request: IngestRequest,
): Promise<ReadonlyMap<string, RegisteredDocument>> {
  const documents = await parts.registry.ofSource(request.source.name)
  const isInRun = (path: string) =>
    request.places.some((place) => {
      const absolutePath = `${request.source.root}/${path}`
      return absolutePath === place || absolutePath.startsWith(place.endsWith('/') ? place : `${place}/`)
    })
  return new Map(documents.filter(({ path }) => isInRun(path)).map((document) => [document.path, document]))
}

/** An empty folder where there were documents is more often a share that is not mounted than a clean-up. */
function refuseSuddenlyEmpty(
  request: IngestRequest,
  found: Found,
  known: ReadonlyMap<string, RegisteredDocument>,
): void {
  if (found.files.length > 0 || known.size === 0) return
  throw new LorekeepError(
    'conflict',
    `${request.places.join(', ')} holds no documents now, but ${known.size} are indexed from there. Nothing was changed.`,
    { hint: `If they are really gone, run: lorekeep remove --source ${JSON.stringify(request.source.name)}` },
  )
}

async function ingestFiles(
  parts: IngestParts,
  run: IngestRun,
  found: Found,
  known: ReadonlyMap<string, RegisteredDocument>,
  onEvent: (event: IngestEvent) => void,
  signal: AbortSignal,
): Promise<readonly FileResult[]> {
  const limit = pLimit({ concurrency: filesInWork, rejectOnClear: true })
  let done = 0
  let chunks = 0
  let failed = 0
  const work = found.files.map((file) =>
    limit(async () => {
      signal.throwIfAborted()
      const result = await ingestOrReport(parts, run, file, known.get(file.path), signal)
      done += 1
      chunks += result.chunks
      failed += result.outcome === 'failed' ? 1 : 0
      onEvent({ type: 'file', done, total: found.files.length, chunks, failed, result })
      return result
    }),
  )
  try {
    return await Promise.all(work)
  } finally {
    limit.clearQueue()
    await Promise.allSettled(work)
  }
}

/** Failures that are about this one file; any other ends the run. */
const fileFailures: ReadonlySet<string> = new Set(['document-unreadable', 'path-not-found', 'too-large'])

async function ingestOrReport(
  parts: IngestParts,
  run: IngestRun,
  file: FoundFile,
  known: RegisteredDocument | undefined,
  signal: AbortSignal,
): Promise<FileResult> {
  try {
    return await ingestFile(parts, run, file, known, signal)
  } catch (error) {
    if (!(error instanceof LorekeepError) || !fileFailures.has(error.code)) throw error
    parts.log.warn('ingest.file-failed', { source: run.source.name, path: file.path, code: error.code })
    return {
      path: file.path,
      outcome: 'failed',
      chunks: 0,
      code: error.code,
      reason: error.message,
      ...(error.hint !== undefined && { hint: error.hint }),
    }
  }
}

async function removeVanished(
  parts: IngestParts,
  request: IngestRequest,
  found: Found,
  known: ReadonlyMap<string, RegisteredDocument>,
): Promise<number> {
  const present = new Set(found.files.map(({ path }) => path))
  const isHidden = (path: string) => found.unreadable.some((place) => path.startsWith(`${place.path}/`))
  const vanished = [...known.values()].filter(({ path }) => !present.has(path) && !isHidden(path))
  await parts.registry.remove(vanished.map(({ id }) => id))
  for (const { id, source, path } of vanished) {
    await parts.audit.append({
      at: parts.clock(),
      actor: request.actor,
      action: 'document.removed',
      subject: id,
      details: { source, path, reason: 'vanished' },
    })
  }
  return vanished.length
}

async function recordFailures(
  parts: IngestParts,
  source: Source,
  found: Found,
  results: readonly FileResult[],
): Promise<void> {
  await parts.registry.clearFailures(
    source.name,
    results.map(({ path }) => path),
  )
  const failedAt = parts.clock()
  for (const { path, code, reason, hint } of results.filter(({ outcome }) => outcome === 'failed')) {
    await parts.registry.recordFailure({
      source: source.name,
      path,
      code: code ?? 'internal',
      reason: reason ?? '',
      ...(hint !== undefined && { hint }),
      failedAt,
    })
  }
  for (const { path, reason } of found.unreadable) {
    await parts.registry.recordFailure({ source: source.name, path, code: 'path-not-found', reason, failedAt })
  }
}

async function reportOf(
  parts: IngestParts,
  source: Source,
  found: Found,
  results: readonly FileResult[],
  removed: number,
  startedAt: number,
): Promise<IngestReport> {
  const counts = await parts.registry.counts()
  const unreadable = found.unreadable.map(({ path, reason }): FileResult => ({
    path,
    outcome: 'failed',
    chunks: 0,
    code: 'path-not-found',
    reason,
  }))
  return {
    source: source.name,
    files: results.length,
    ...countOutcomes(results),
    chunksReused: 0,
    removed,
    skipped: found.skipped,
    chunksWritten: results.reduce((sum, { chunks }) => sum + chunks, 0),
    documentsInIndex: counts.documents,
    chunksInIndex: counts.chunks,
    failures: [...results.filter(({ outcome }) => outcome === 'failed'), ...unreadable],
    warnings: results.filter(({ warning }) => warning !== undefined),
    milliseconds: parts.clock() - startedAt,
  }
}

function countOutcomes(results: readonly FileResult[]) {
  const counts = { added: 0, changed: 0, relabelled: 0, unchanged: 0, duplicate: 0, failed: 0 }
  for (const { outcome } of results) counts[outcome] += 1
  return counts
}
