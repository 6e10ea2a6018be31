import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { ProcessLock } from '../../src/ports/process-lock.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import type { VectorIndexes } from '../../src/ports/vector-index.ts'
import { loaderFor } from '../loaders/loaders.ts'
import { sidecarOf } from '../labels/label-files.ts'
import { holdIndex } from '../hold-index.ts'
import { sweep } from '../upkeep/sweep.ts'

export interface RemoveParts {
  readonly registry: DocumentRegistry
  readonly indexes: VectorIndexes
  readonly tokenVectors: TokenVectorStore
  readonly audit: AuditLog
  readonly lock: ProcessLock
  readonly clock: Clock
  /** Uploaded files are ours: they go with their documents, so that nothing can bring them back. */
  readonly uploads: { readonly source: string; readonly folder: string }
}

/** What to remove: single documents by id, or a source with all of its documents. */
export type Removal = { readonly documentIds: readonly string[] } | { readonly source: string }

/**
 * Takes documents out of the registry, the keyword index and the vector index. They are gone for
 * readers in the first step.
 * @returns how many documents were removed
 * @throws LorekeepError `document-not-found` for an unknown document or source; nothing is removed then
 */
export type RemoveDocuments = (removal: Removal, actor: string, signal: AbortSignal) => Promise<number>

export function createRemoveDocuments(parts: RemoveParts): RemoveDocuments {
  return (removal, actor, given) =>
    holdIndex(parts.lock, 'asked', given, async (signal) => {
      const documents =
        'source' in removal ? await ofSource(parts, removal.source) : await byId(parts, removal.documentIds)
      signal.throwIfAborted()
      if ('source' in removal) await parts.registry.removeSource(removal.source)
      else await parts.registry.remove(documents.map(({ id }) => id))
      // What is gone is noted, and cannot come back by its file, whatever happens meanwhile.
      for (const { id, source, path } of documents) {
        const details = { source, path, reason: 'requested' }
        await parts.audit.append({ at: parts.clock(), actor, action: 'document.removed', subject: id, details })
      }
      await deleteUploads(parts, documents)
      await sweep(parts, signal)
      return documents.length
    })
}

async function deleteUploads({ uploads }: RemoveParts, documents: readonly RegisteredDocument[]): Promise<void> {
  for (const { source, path } of documents) {
    if (source !== uploads.source) continue
    const file = join(uploads.folder, path)
    await rm(file, { force: true })
    await rm(sidecarOf(file), { force: true })
  }
}

async function ofSource(parts: RemoveParts, name: string) {
  const sources = await parts.registry.sources()
  if (!sources.some((source) => source.name === name)) {
    throw new LorekeepError('document-not-found', `There is no source ${JSON.stringify(name)}.`, {
      hint: `Known sources: ${sources.map((source) => source.name).join(', ') || 'none'}.`,
    })
  }
  return parts.registry.ofSource(name)
}

async function byId(parts: RemoveParts, documentIds: readonly string[]) {
  const found = await Promise.all(
    documentIds.map(async (id) => {
      const document = await parts.registry.get(id, { all: true })
      if (document !== undefined) return [document, ...(await attachmentsOf(parts, document))]
      throw new LorekeepError('document-not-found', `There is no document ${id}.`, {
        hint: 'List documents with "lorekeep status --json" or GET /api/v1/documents.',
      })
    }),
  )
  return [...new Map(found.flat().map((document) => [document.id, document])).values()]
}

/** What came with a mail goes with it. */
async function attachmentsOf(parts: RemoveParts, { source, path }: RegisteredDocument) {
  if (loaderFor(path)?.unpack === undefined) return []
  return (await parts.registry.ofSource(source)).filter((document) => document.path.startsWith(`${path}/`))
}
