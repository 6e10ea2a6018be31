import { chunkIdOf } from '../../src/domain/documents/chunk.ts'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { VectorIndex } from '../../src/ports/vector-index.ts'
import { chunksAtOnce, textsToEmbed } from '../encode-chunks.ts'
import { everyDocument } from '../upkeep/every-document.ts'

interface VectorParts {
  readonly registry: DocumentRegistry
  readonly vectors: VectorIndex
  readonly embedder: Pick<GuardedEmbedder, 'withholds'>
}

interface StoredVersion {
  readonly documentId: string
  readonly records: number
  readonly accessLabel: string
  readonly classification: string
  /** Whether its records do not all say the same. */
  readonly isMixed: boolean
}

/** Documents that a search is made for; a part of the engine that lost its vectors shows in any of them. */
const mostSearches = 50
const closeEnough = 0.999

/** Compares what the vector index holds with the chunks that should be in it, and tries to find some of them. */
export async function compareVectors(parts: VectorParts, signal: AbortSignal) {
  const { stored, vectors } = await storedVersions(parts.vectors, signal)
  const { documents: total } = await parts.registry.counts()
  const differences: Difference[] = []
  const published = new Set<string>()
  let [position, withheld] = [0, 0]
  for await (const documents of everyDocument(parts.registry)) {
    signal.throwIfAborted()
    const unreadable = await unreadableOf(parts.vectors, documents, signal)
    for (const document of documents) {
      published.add(document.version)
      const records = stored.get(document.version)
      const isShort = (records?.records ?? 0) < document.chunks
      const kept = isShort ? await withheldOf(parts, document, signal) : 0
      withheld += kept
      const difference = differenceOf(document, records, kept, kept === 0 && unreadable.has(document.id))
      const isSampled = position % Math.ceil(total / mostSearches) === 0
      position += 1
      if (difference !== undefined) differences.push({ ...nameOf(document), ...difference })
      else if (isSampled && kept === 0 && !(await isFound(parts.vectors, document, signal))) {
        const detail = 'A search for the very vector of its first chunk does not find it.'
        differences.push({ kind: 'vectors-not-found', ...nameOf(document), detail })
      }
    }
  }
  const others = [...stored].filter(([version]) => !published.has(version))
  const hidden = await parts.registry.hiddenVersions()
  for (const [version, { documentId, records }] of others) {
    if (hidden.has(version)) continue
    const detail = `${records} vectors belong to no version that the registry knows.`
    differences.push({ kind: 'vectors-left-over', documentId, version, detail })
  }
  return { vectors, withheld, hidden: hidden.size, differences }
}

async function storedVersions(index: VectorIndex, signal: AbortSignal) {
  const stored = new Map<string, StoredVersion>()
  let vectors = 0
  for await (const records of index.scan(signal)) {
    vectors += records.length
    for (const { version, documentId, accessLabel, classification } of records) {
      const before = stored.get(version)
      const isSame = before?.accessLabel === accessLabel && before.classification === classification
      stored.set(version, {
        documentId,
        accessLabel,
        classification,
        records: (before?.records ?? 0) + 1,
        isMixed: before !== undefined && (before.isMixed || !isSame),
      })
    }
  }
  return { stored, vectors }
}

function differenceOf(
  document: RegisteredDocument,
  stored: StoredVersion | undefined,
  withheld: number,
  isUnreadable: boolean,
): Pick<Difference, 'kind' | 'detail'> | undefined {
  const records = stored?.records ?? 0
  if (records + withheld !== document.chunks) {
    const kept = withheld > 0 ? ` The policy keeps ${withheld} from the model.` : ''
    return { kind: 'vectors-missing', detail: `${records} of ${document.chunks} chunks have a vector.${kept}` }
  }
  if (records === 0) return undefined
  if (isUnreadable) return { kind: 'vectors-missing', detail: 'Its vectors are listed but cannot be read.' }
  const isSame =
    stored?.accessLabel === document.accessLabel && stored.classification === document.classification && !stored.isMixed
  if (isSame) return undefined
  return { kind: 'vector-labels-differ', detail: 'Readers or classification differ from those of the document.' }
}

/** How many chunks have no vector since the policy keeps them from the model. */
async function withheldOf(
  { registry, vectors, embedder }: VectorParts,
  document: RegisteredDocument,
  signal: AbortSignal,
): Promise<number> {
  const entries = await registry.chunksOf(document.id)
  let withheld = 0
  for (let from = 0; from < entries.length; from += chunksAtOnce) {
    const batch = entries.slice(from, from + chunksAtOnce)
    const ids = batch.map(({ chunk }) => chunk.id)
    const there = await vectors.vectorsOf(ids, signal)
    const isWithheld = await embedder.withholds(textsToEmbed(document, batch))
    withheld += ids.filter((id, at) => !there.has(id) && isWithheld[at] === true).length
  }
  return withheld
}

/** The documents whose first vector cannot be read back. */
async function unreadableOf(index: VectorIndex, documents: readonly RegisteredDocument[], signal: AbortSignal) {
  const first = new Map(documents.map(({ id, version }) => [id, chunkIdOf(version, 0)]))
  const readable = await index.vectorsOf([...first.values()], signal)
  return new Set([...first].filter(([, chunkId]) => !readable.has(chunkId)).map(([id]) => id))
}

/** The same vector may stand for several chunks, so it is the closeness that counts. */
async function isFound(index: VectorIndex, { id, version }: RegisteredDocument, signal: AbortSignal): Promise<boolean> {
  const chunkId = chunkIdOf(version, 0)
  const vector = (await index.vectorsOf([chunkId], signal)).get(chunkId)
  if (vector === undefined) return false
  const [hit] = await index.search(vector, 1, { all: true }, { documentId: id }, signal)
  return hit !== undefined && hit.similarity >= closeEnough
}

function nameOf({ id: documentId, source, path, version }: RegisteredDocument) {
  return { documentId, source, path, version }
}
