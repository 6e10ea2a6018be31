import type { DocumentLabels, RegisteredDocument } from '../src/domain/document.ts'
import { LorekeepError } from '../src/domain/errors.ts'
import type { Policy } from '../src/domain/policy.ts'
import type { AuditLog } from '../src/ports/audit-log.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Source } from '../src/domain/source.ts'
import { chunkDocument, chunkerVersion } from './chunking/chunk-document.ts'
import { classify } from './classify.ts'
import { documentIdOf, versionIdOf } from './document-id.ts'
import type { FoundFile } from './find.ts'
import type { FileResult } from '../src/domain/ingest-report.ts'
import type { LabelResolver } from './labels/resolve-labels.ts'
import type { LabelsFingerprint } from './labels-fingerprint.ts'
import { loaderFor } from './loaders/loaders.ts'
import type { ParserPool } from './loaders/parsing/parser-pool.ts'
import { store, type StoreParts } from './store.ts'

export interface IngestFileParts extends StoreParts {
  readonly parser: ParserPool
  readonly audit: AuditLog
  readonly clock: Clock
}

/** What is the same for every file of a run. */
export interface IngestRun {
  readonly source: Source
  readonly embedderId: string
  readonly policy: Policy
  readonly labels: LabelResolver
  readonly fingerprint: LabelsFingerprint
  /** Who runs the ingest, for the audit trail. */
  readonly actor: string
}

/**
 * Brings one file into the index. A file that did not change costs a look at its stamps; one whose
 * labels alone changed keeps its vectors. A file that cannot be read leaves its last good version.
 */
export async function ingestFile(
  parts: IngestFileParts,
  run: IngestRun,
  file: FoundFile,
  known: RegisteredDocument | undefined,
  signal: AbortSignal,
): Promise<FileResult> {
  const fingerprint = await run.fingerprint(file.path)
  if (known !== undefined && isUntouched(parts, run, file, known, fingerprint)) {
    return { path: file.path, outcome: 'unchanged', chunks: 0 }
  }

  const loaded = await parts.parser.parse(file.absolutePath, file.path, signal)
  const resolved = await run.labels.resolve(file.path, loaded.declared)
  const labels = classify(file.path, loaded, resolved, run.policy)
  const version = currentVersion(parts, run, file.path, loaded.contentHash, labels.title)
  const warning = resolved.problem === undefined ? {} : { warning: resolved.problem }
  if (known?.version === version) return relabel(parts, run, file, known, labels, fingerprint, warning)

  const chunks = await chunkDocument(loaded, { title: labels.title })
  if (chunks.length === 0) {
    throw new LorekeepError('document-unreadable', 'The file holds no text.', { hint: 'Remove it, or add its text.' })
  }
  const document: RegisteredDocument = {
    ...labels,
    id: documentIdOf(run.source.name, file.path),
    source: run.source.name,
    path: file.path,
    mediaType: mediaTypeOf(file.path),
    version,
    contentHash: loaded.contentHash,
    bytes: loaded.bytes,
    modifiedAt: file.modifiedAt,
    labelsFingerprint: fingerprint,
    ingestedAt: parts.clock(),
    ...(loaded.pages.length > 0 && { pages: loaded.pages.length }),
    characters: loaded.text.length,
    chunks: chunks.length,
  }
  await store(parts, document, loaded, chunks, signal)
  await record(parts, run, 'document.ingested', document)
  return { path: file.path, outcome: known === undefined ? 'added' : 'changed', chunks: chunks.length, ...warning }
}

function isUntouched(
  parts: IngestFileParts,
  run: IngestRun,
  file: FoundFile,
  known: RegisteredDocument,
  fingerprint: string,
): boolean {
  return (
    known.bytes === file.bytes &&
    known.modifiedAt === file.modifiedAt &&
    known.labelsFingerprint === fingerprint &&
    known.version === currentVersion(parts, run, file.path, known.contentHash, known.title)
  )
}

async function relabel(
  parts: IngestFileParts,
  run: IngestRun,
  file: FoundFile,
  known: RegisteredDocument,
  labels: DocumentLabels,
  fingerprint: string,
  warning: Pick<FileResult, 'warning'>,
): Promise<FileResult> {
  if (haveSameLabels(known, labels)) {
    await parts.registry.touch(known.id, file.modifiedAt, fingerprint)
    return { path: file.path, outcome: 'unchanged', chunks: 0, ...warning }
  }
  await parts.registry.relabel(known.id, labels, fingerprint)
  await record(parts, run, 'document.relabelled', { ...known, ...labels })
  // Last, so that a run that is killed before it looks at the labels again.
  await parts.registry.touch(known.id, file.modifiedAt, fingerprint)
  return { path: file.path, outcome: 'relabelled', chunks: 0, ...warning }
}

function haveSameLabels(a: DocumentLabels, b: DocumentLabels): boolean {
  return (
    a.title === b.title &&
    a.accessLabel === b.accessLabel &&
    a.classification === b.classification &&
    a.language === b.language &&
    a.date === b.date &&
    a.owner === b.owner
  )
}

function currentVersion(parts: StoreParts, run: IngestRun, path: string, contentHash: string, title: string): string {
  return versionIdOf({
    documentId: documentIdOf(run.source.name, path),
    contentHash,
    title,
    loaderVersion: loaderFor(path)?.version ?? '',
    chunkerVersion,
    analyzerId: parts.analyzer.id,
    embedderId: run.embedderId,
  })
}

function mediaTypeOf(path: string): string {
  return loaderFor(path)?.mediaType ?? 'application/octet-stream'
}

function record(
  parts: IngestFileParts,
  run: IngestRun,
  action: 'document.ingested' | 'document.relabelled',
  document: RegisteredDocument,
): Promise<void> {
  const { source, path, version, accessLabel, classification } = document
  return parts.audit.append({
    at: parts.clock(),
    actor: run.actor,
    action,
    subject: document.id,
    details: { source, path, version, accessLabel, classification },
  })
}
