import type { IndexIdentity } from '../../src/domain/vectors/embedder-identity.ts'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { ProcessLock } from '../../src/ports/process-lock.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import type { VectorIndex, VectorIndexes } from '../../src/ports/vector-index.ts'
import { nameCollection } from './check-identity.ts'
import { versionIdOf } from '../versions/document-id.ts'
import { embedDocument } from './embed-document.ts'
import { everyDocument } from './every-document.ts'
import { holdIndex } from '../hold-index.ts'
import { indexedLabels } from '../store.ts'
import { tokensInUse } from './sweep.ts'

export interface ReindexParts {
  readonly registry: DocumentRegistry
  readonly indexes: VectorIndexes
  readonly tokenVectors: TokenVectorStore
  readonly embedder: GuardedEmbedder
  readonly lock: ProcessLock
  readonly clock: Clock
}

export interface ReindexProgress {
  readonly done: number
  readonly total: number
  readonly chunks: number
}

export interface ReindexReport {
  readonly documents: number
  readonly chunks: number
  /** Chunks that the policy keeps from the model: they are found by their words only. */
  readonly chunksWithoutVector: number
  readonly embedder: string
  readonly milliseconds: number
}

/**
 * Builds a new index with the embedder that is configured now, beside the live one, from the texts
 * that the registry keeps, and puts it in the live one's place in one step. Questions are answered from
 * the live one until then. Interrupted, it goes on where it stopped; documents that come, change or go
 * meanwhile are followed.
 */
export type Reindex = (onProgress: (progress: ReindexProgress) => void, signal: AbortSignal) => Promise<ReindexReport>

export function createReindex(parts: ReindexParts): Reindex {
  return async (onProgress, signal) => {
    const startedAt = parts.clock()
    const identity = await target(parts, signal)
    const index = parts.indexes.open(identity.collection, identity.dimension)
    const built = await versionsIn(index, signal)
    let done = 0
    let [chunks, chunksWithoutVector] = [0, 0]

    const embed = async (document: RegisteredDocument, during: AbortSignal) => {
      const version = versionUnder(identity, document)
      const there = built.get(version)
      const labels = JSON.stringify(indexedLabels(document))
      if (there?.chunks !== document.chunks) {
        const { embedded, withheld } = await embedDocument(parts, index, document, version, during)
        chunks += embedded
        chunksWithoutVector += withheld
      } else if (there.labels !== labels) await index.relabel(version, indexedLabels(document), during)
      built.set(version, { chunks: document.chunks, labels })
      return version
    }
    for await (const documents of everyDocument(parts.registry)) {
      const { documents: total } = await parts.registry.counts()
      for (const document of documents) {
        signal.throwIfAborted()
        await embed(document, signal)
        done += 1
        onProgress({ done: Math.min(done, total), total, chunks })
      }
    }
    await holdIndex(parts.lock, 'underway', signal, async (held) => {
      const versions = new Map<string, string>()
      for await (const documents of everyDocument(parts.registry)) {
        for (const document of documents) {
          held.throwIfAborted()
          versions.set(document.id, await embed(document, held))
        }
      }
      const current = new Set(versions.values())
      const left = [...built.keys()].filter((version) => !current.has(version))
      if (left.length > 0) await index.deleteVersions(left, held)
      held.throwIfAborted()
      await parts.registry.swapIndex(versions, parts.clock())
      await parts.tokenVectors.sweep(await tokensInUse(parts.registry))
    })
    const { documents } = await parts.registry.counts()
    return { documents, chunks, chunksWithoutVector, embedder: identity.id, milliseconds: parts.clock() - startedAt }
  }
}

/** The index to build: the one that an interrupted run began for the same embedder, else a new one. */
async function target(parts: ReindexParts, signal: AbortSignal): Promise<IndexIdentity> {
  await nameCollection(parts.registry, parts.indexes)
  const embedder = await parts.embedder.identity(signal)
  const begun = await parts.registry.indexBeingBuilt()
  const isSame = begun?.tokens === embedder.tokens && begun?.id === embedder.id
  if (isSame && begun?.dimension === embedder.dimension) return begun
  const collection = `${parts.indexes.firstCollection}-${parts.clock().toString(36)}`
  await parts.registry.buildIndex({ ...embedder, collection }, parts.clock())
  return { ...embedder, collection }
}

interface BuiltVersion {
  readonly chunks: number
  /** Undefined for what an interrupted run wrote. */
  readonly labels?: string
}

/** What an index holds already. */
async function versionsIn(index: VectorIndex, signal: AbortSignal): Promise<Map<string, BuiltVersion>> {
  const built = new Map<string, BuiltVersion>()
  for await (const records of index.scan(signal)) {
    for (const { version } of records) built.set(version, { chunks: (built.get(version)?.chunks ?? 0) + 1 })
  }
  return built
}

function versionUnder({ id: embedderId }: IndexIdentity, document: RegisteredDocument): string {
  return versionIdOf({ ...document, documentId: document.id, embedderId })
}
