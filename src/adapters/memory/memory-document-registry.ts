import type { RegisteredDocument } from '../../domain/document.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import { createMemoryLibrary, type MemoryLibrary, shelve, type ShelvedDocument, unshelve } from './memory-library.ts'
import { isReadable } from './readable-documents.ts'

/** How many versions of a document keep their extracted text. */
const keptTexts = 3

/** A registry that lasts as long as the process. Every method takes effect in one step. */
export function createMemoryDocumentRegistry(library: MemoryLibrary = createMemoryLibrary()): DocumentRegistry {
  return {
    saveSource: async (source) => void library.sources.set(source.name, source),
    sources: async () => [...library.sources.values()].sort((a, b) => compare(a.name, b.name)),
    removeSource: async (name) => void library.sources.delete(name),

    announce: async (version) => void library.vectorVersions.add(version),

    publish: async (document, extracted, entries) => {
      const other = published().find(({ id, version }) => version === document.version && id !== document.id)
      if (other !== undefined) {
        const message = `Version ${document.version} of ${document.path} is already that of ${other.path} in ${other.source}.`
        throw new LorekeepError('conflict', message)
      }
      const before = library.documents.get(document.id)
      if (before !== undefined) retire(before)
      shelve(library, { document: { ...document, chunks: entries.length }, labelsStale: false, entries })
      const texts = library.texts.get(document.id) ?? new Map()
      texts.delete(document.version)
      texts.set(document.version, extracted)
      const forgotten = [...texts.keys()].slice(0, -keptTexts)
      for (const version of forgotten) texts.delete(version)
      library.texts.set(document.id, texts)
      library.vectorVersions.delete(document.version)
    },

    relabel: async (documentId, labels, labelsFingerprint) => {
      const shelved = library.documents.get(documentId)
      if (shelved === undefined) throw new LorekeepError('document-not-found', `There is no document ${documentId}.`)
      const { date: _date, owner: _owner, ...document } = shelved.document
      library.documents.set(documentId, {
        ...shelved,
        document: { ...document, ...labels, labelsFingerprint },
        labelsStale: true,
      })
    },

    staleLabels: async () => inOrder([...library.documents.values()].filter(({ labelsStale }) => labelsStale)),

    labelsWritten: async (documentId) => change(documentId, (shelved) => ({ ...shelved, labelsStale: false })),

    touch: async (documentId, modifiedAt, labelsFingerprint) =>
      change(documentId, (shelved) => ({
        ...shelved,
        document: { ...shelved.document, modifiedAt, labelsFingerprint },
      })),

    remove: async (documentIds) => {
      for (const shelved of documentIds.flatMap((id) => library.documents.get(id) ?? [])) {
        retire(shelved)
        library.texts.delete(shelved.document.id)
        library.failures.delete(failureKey(shelved.document.source, shelved.document.path))
      }
    },

    retiredVersions: async () => {
      const current = new Set(published().map(({ version }) => version))
      return [...library.vectorVersions].filter((version) => !current.has(version)).sort()
    },

    vectorsDeleted: async (versions) => {
      for (const version of versions) library.vectorVersions.delete(version)
    },

    clear: async () => {
      for (const shelved of library.documents.values()) retire(shelved)
      library.texts.clear()
      library.failures.clear()
    },

    get: async (documentId, labels) => {
      const document = library.documents.get(documentId)?.document
      return document !== undefined && isReadable(document, labels) ? document : undefined
    },

    list: async ({ labels, source, limit, offset }) => {
      const documents = inOrder([...library.documents.values()]).filter(
        (document) => isReadable(document, labels) && (source === undefined || document.source === source),
      )
      return { documents: documents.slice(offset, offset + limit), total: documents.length }
    },

    ofSource: async (source) =>
      inOrder([...library.documents.values()]).filter((document) => document.source === source),

    passages: async (chunkIds, labels) =>
      chunkIds.flatMap((chunkId) => {
        const shelved = library.chunks.get(chunkId)
        const document = shelved && library.documents.get(shelved.documentId)?.document
        if (shelved === undefined || document === undefined || !isReadable(document, labels)) return []
        const { chunk } = shelved.entry
        return {
          chunkId,
          documentId: document.id,
          title: document.title,
          source: document.path,
          sourceName: document.source,
          version: document.version,
          ...(chunk.page === undefined ? {} : { page: chunk.page }),
          headingPath: chunk.headingPath,
          text: chunk.text,
          start: chunk.start,
          end: chunk.end,
          score: 0,
          language: document.language,
          classification: document.classification,
          accessLabel: document.accessLabel,
          ...(document.date === undefined ? {} : { date: document.date }),
          ...(document.owner === undefined ? {} : { owner: document.owner }),
        }
      }),

    extracted: async (documentId, version) => library.texts.get(documentId)?.get(version),

    labelsInUse: async () => [...new Set(published().map(({ accessLabel }) => accessLabel))].sort(),

    versions: async (documentIds) => {
      const documents = documentIds.flatMap((id) => library.documents.get(id)?.document ?? [])
      return new Map(documents.map(({ id, version }) => [id, version]))
    },

    counts: async () => ({
      documents: library.documents.size,
      chunks: library.chunks.size,
      failures: library.failures.size,
    }),

    recordFailure: async (failure) => void library.failures.set(failureKey(failure.source, failure.path), failure),

    clearFailures: async (source, paths) => {
      for (const path of paths) library.failures.delete(failureKey(source, path))
    },

    failures: async (source) =>
      [...library.failures.values()]
        .filter((failure) => source === undefined || failure.source === source)
        .sort((a, b) => compare(a.source, b.source) || compare(a.path, b.path)),

    indexIdentity: async () => library.identity,

    setIndexIdentity: async (identity) => {
      library.identity = identity
    },
  }

  function published(): readonly RegisteredDocument[] {
    return [...library.documents.values()].map(({ document }) => document)
  }

  function retire(shelved: ShelvedDocument): void {
    unshelve(library, shelved)
    library.vectorVersions.add(shelved.document.version)
  }

  function change(documentId: string, changed: (shelved: ShelvedDocument) => ShelvedDocument): void {
    const shelved = library.documents.get(documentId)
    if (shelved !== undefined) library.documents.set(documentId, changed(shelved))
  }
}

function inOrder(shelved: readonly ShelvedDocument[]): readonly RegisteredDocument[] {
  return shelved.map(({ document }) => document).sort((a, b) => compare(a.source, b.source) || compare(a.path, b.path))
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function failureKey(source: string, path: string): string {
  return JSON.stringify([source, path])
}
