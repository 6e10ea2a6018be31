import type { DocumentLabels, FileStamp, RegisteredDocument } from '../src/domain/documents/document.ts'
import { LorekeepError } from '../src/domain/errors.ts'
import type { FileResult } from '../src/domain/ingest/ingest-report.ts'
import type { AuditLog } from '../src/ports/audit-log.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { KnownFile, SourceFiles } from '../src/ports/source-files.ts'
import { countingRulesOf } from '../src/privacy/count-values.ts'
import { chunkDocument } from './chunking/chunk-document.ts'
import { classify } from './labels/classify.ts'
import { documentIdOf, versionIdOf } from './versions/document-id.ts'
import { claimContent, noteStaged } from './duplicates/find-duplicate.ts'
import type { RunState, LabelScope } from './runs/run-state.ts'
import { mediaTypeOf } from './loaders/loaders.ts'
import type { ParsedDocument, ParserPool } from './loaders/parsing/parser-pool.ts'
import { recipeOf } from './versions/recipe.ts'
import type { FoundFile } from './sources/readers/source-reader.ts'
import { store, type StoreParts } from './store.ts'

export interface IngestFileParts extends StoreParts {
  readonly sourceFiles: SourceFiles
  readonly parser: ParserPool
  readonly audit: AuditLog
  readonly clock: Clock
}

/** A file that may have changed, with what is known of it. */
export interface FileInWork {
  readonly file: FoundFile
  readonly known: KnownFile
  readonly scope: LabelScope
  /** Of everything outside the file that its labels depend on. */
  readonly fingerprint: string
}

/**
 * Brings one file into the index. Where the labels alone changed, the vectors stay; where some chunks
 * changed, the others keep theirs; content that the source holds already is not stored again. A file
 * that cannot be read leaves its last good version.
 * @throws LorekeepError what the loader says about the file
 */
export async function ingestFile(
  parts: IngestFileParts,
  run: RunState,
  work: FileInWork,
  signal: AbortSignal,
): Promise<FileResult> {
  const { file, known, scope } = work
  if (await isSameContent(parts, run, work, signal)) {
    await parts.registry.touch(known.document?.id ?? '', file.modifiedAt, work.fingerprint)
    return { path: file.path, outcome: 'unchanged', chunks: 0 }
  }
  const parsed = await parts.parser.parse(file.absolutePath, file.name, countingRulesOf(run.policy), signal)
  const resolved = await scope.resolver.resolve(file.path.slice(scope.prefix.length), parsed.declared)
  const labels = classify(file.name, parsed, resolved, run)
  const document = documentOf(parts, run, work, parsed, labels)
  const facts = {
    path: file.path,
    ...(parsed.pages.length > 0 && { pages: parsed.pages.length }),
    characters: parsed.text.length,
    language: labels.language,
    classification: labels.classification,
    kinds: parsed.kinds,
    ...warningOf([resolved.problem, ...(parsed.warnings ?? [])]),
  }
  if (known.document?.version === document.version) {
    const outcome = await relabel(parts, run, known.document, document, labels)
    return { ...facts, outcome, chunks: 0 }
  }
  if (run.staged.get(document.id) === document.version) {
    noteChanged(run, document)
    noteStaged(run, document)
    await parts.staging.relabel(document)
    return { ...facts, outcome: known.document === undefined ? 'added' : 'changed', chunks: 0 }
  }
  // A file in an archive is a document of its own: only with the archive could it be read again alone.
  const claim = scope.prefix === '' ? await claimContent(parts.registry, run, document) : unclaimed
  if (claim.twin !== undefined) {
    await asDuplicate(parts, run, work, document, claim.twin)
    return { ...facts, outcome: 'duplicate', chunks: 0, duplicateOf: claim.twin.path }
  }
  try {
    const written = await write(parts, run, document, parsed, signal)
    claim.settle(document)
    if (known.duplicate !== undefined) await parts.sourceFiles.forget(run.source.name, [file.path])
    return { ...facts, outcome: known.document === undefined ? 'added' : 'changed', ...written }
  } catch (error) {
    claim.settle()
    throw error
  }
}

const unclaimed = { twin: undefined, settle: () => undefined } as const

/** Its document stays, whatever was thought of it earlier in the run. */
function noteChanged(run: RunState, document: Pick<RegisteredDocument, 'id' | 'path'>): void {
  run.touched.add(document.id)
  run.replaced.delete(document.id)
  run.afterwards.delete(document.path)
}

/** A file with another time but the same bytes, that would come out the same. */
async function isSameContent(
  parts: IngestFileParts,
  run: RunState,
  { file, known: { document, failure }, fingerprint }: FileInWork,
  signal: AbortSignal,
): Promise<boolean> {
  if (document === undefined || failure !== undefined) return false
  if (document.bytes !== file.bytes || document.labelsFingerprint !== fingerprint) return false
  if (!isMadeTheSameWay(parts, run, file, document)) return false
  return (await parts.parser.fingerprint(file.absolutePath, signal)).contentHash === document.contentHash
}

/** Whether a document would have the same version if its content and title were the same. */
export function isMadeTheSameWay(
  parts: Pick<StoreParts, 'analyzer'>,
  run: Pick<RunState, 'embedderId'>,
  file: FoundFile,
  document: RegisteredDocument,
): boolean {
  if (document.recipe !== recipeOf(file.name, parts.analyzer.id)) return false
  return document.version === versionIdOf({ ...document, documentId: document.id, embedderId: run.embedderId })
}

function documentOf(
  parts: IngestFileParts,
  run: RunState,
  { file, fingerprint }: FileInWork,
  parsed: ParsedDocument,
  labels: DocumentLabels,
): RegisteredDocument {
  const id = documentIdOf(run.source.name, file.path)
  const recipe = recipeOf(file.name, parts.analyzer.id)
  const { contentHash, bytes, kinds, sketch } = parsed
  return {
    ...labels,
    id,
    source: run.source.name,
    path: file.path,
    mediaType: mediaTypeOf(file.name),
    version: versionIdOf({
      documentId: id,
      contentHash,
      title: labels.title,
      recipe,
      embedderId: run.embedderId,
    }),
    recipe,
    contentHash,
    bytes,
    modifiedAt: file.modifiedAt,
    labelsFingerprint: fingerprint,
    ingestedAt: parts.clock(),
    ...(parsed.pages.length > 0 && { pages: parsed.pages.length }),
    characters: parsed.text.length,
    chunks: 0,
    kinds,
    ...(sketch !== undefined && { sketch }),
  }
}

async function write(
  parts: IngestFileParts,
  run: RunState,
  document: RegisteredDocument,
  parsed: ParsedDocument,
  signal: AbortSignal,
) {
  const chunks = await chunkDocument(parsed, { title: document.title })
  if (chunks.length === 0) {
    throw new LorekeepError('document-unreadable', 'The file holds no text.', { hint: 'Remove it, or add its text.' })
  }
  const { reused, withheld } = await store(parts, run.atomic ? 'stage' : 'publish', document, parsed, chunks, signal)
  noteChanged(run, document)
  await record(parts, run, 'document.ingested', document)
  return { chunks: chunks.length, chunksReused: reused, ...(withheld > 0 && { chunksWithoutVector: withheld }) }
}

async function asDuplicate(
  parts: IngestFileParts,
  run: RunState,
  { file, known, fingerprint }: FileInWork,
  document: RegisteredDocument,
  twin: RegisteredDocument,
): Promise<void> {
  const { source, path, contentHash, bytes } = document
  const stamp: FileStamp = { bytes, modifiedAt: file.modifiedAt, labelsFingerprint: fingerprint }
  const note = () => parts.sourceFiles.recordDuplicate({ source, path, contentHash, documentId: twin.id, ...stamp })
  if (known.document !== undefined) run.replaced.add(known.document.id)
  run.duplicates.set(path, 'duplicate')
  if (run.atomic) run.afterwards.set(path, note)
  else await note()
}

async function relabel(
  parts: IngestFileParts,
  run: RunState,
  known: RegisteredDocument,
  { modifiedAt, labelsFingerprint, kinds }: RegisteredDocument,
  labels: DocumentLabels,
): Promise<'relabelled' | 'unchanged'> {
  run.replaced.delete(known.id)
  if (haveSameLabels(known, labels)) {
    await parts.registry.touch(known.id, modifiedAt, labelsFingerprint, kinds)
    return 'unchanged'
  }
  await parts.registry.relabel(known.id, labels, labelsFingerprint)
  noteChanged(run, known)
  await record(parts, run, 'document.relabelled', { ...known, ...labels })
  // Last, so that a run that is killed before it looks at the labels again.
  await parts.registry.touch(known.id, modifiedAt, labelsFingerprint, kinds)
  return 'relabelled'
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

function warningOf(warnings: readonly (string | undefined)[]): Pick<FileResult, 'warning'> {
  const said = warnings.filter((warning) => warning !== undefined)
  return said.length === 0 ? {} : { warning: said.join(' ') }
}

function record(
  parts: IngestFileParts,
  run: RunState,
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
