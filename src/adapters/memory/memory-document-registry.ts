import type { RegisteredDocument } from '../../domain/documents/document.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { bandsOf } from '../../domain/text/text-sketch.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import {
  createMemoryLibrary,
  fileKey,
  keepText,
  type MemoryLibrary,
  retireVersion,
  shelve,
  type ShelvedDocument,
  unshelve,
} from './memory-library.ts'
import { memoryIndexRecords } from './memory-index-records.ts'
import { isReadable, passes } from './readable-documents.ts'

/** A registry that lasts as long as the process. Every method takes effect in one step. */
export function createMemoryDocumentRegistry(library: MemoryLibrary = createMemoryLibrary()): DocumentRegistry {
  return {
    saveSource: async (source) => void library.sources.set(source.name, source),
    sources: async () => [...library.sources.values()].sort((a, b) => compare(a.name, b.name)),
    removeSource: async (name) => {
      for (const shelved of library.documents.values()) {
        if (shelved.document.source !== name) continue
        retire(shelved)
        library.texts.delete(shelved.document.id)
      }
      for (const { document } of library.hidden.values())
        if (document.source === name) retireVersion(library, document.version)
      for (const files of [library.failures, library.duplicates, library.containers])
        for (const [key, file] of files) if (file.source === name) files.delete(key)
      library.publications.delete(name)
      library.sources.delete(name)
    },

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
      dropHidden(document.id)
      keepText(library, document.id, document.version, extracted)
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
      for (const [version, hidden] of library.hidden) {
        if (hidden.document.id === documentId)
          library.hidden.set(version, {
            ...hidden,
            labelsStale: true,
            document: {
              ...hidden.document,
              ...labels,
              title: hidden.document.title,
              classification: hidden.document.classification,
            },
          })
      }
    },

    staleLabels: async () => inOrder([...library.documents.values()].filter(({ labelsStale }) => labelsStale)),

    labelsWritten: async (documentId) => change(documentId, (shelved) => ({ ...shelved, labelsStale: false })),

    touch: async (documentId, modifiedAt, labelsFingerprint, kinds) =>
      change(documentId, (shelved) => ({
        ...shelved,
        document: { ...shelved.document, modifiedAt, labelsFingerprint, ...(kinds !== undefined && { kinds }) },
      })),

    remove: async (documentIds) => {
      for (const shelved of documentIds.flatMap((id) => library.documents.get(id) ?? [])) {
        retire(shelved)
        library.texts.delete(shelved.document.id)
        library.failures.delete(fileKey(shelved.document.source, shelved.document.path))
        library.containers.delete(fileKey(shelved.document.source, shelved.document.path))
      }
      for (const { supersededBy, similarTo, version } of published())
        if (documentIds.includes(supersededBy ?? similarTo ?? '')) library.related.delete(version)
      for (const id of documentIds) {
        dropHidden(id)
        for (const [key, duplicate] of library.duplicates)
          if (duplicate.documentId === id) library.duplicates.delete(key)
      }
    },

    retiredVersions: async () => {
      const current = new Set([...published().map(({ version }) => version), ...library.hidden.keys()])
      return [...library.vectorVersions].filter((version) => !current.has(version)).sort()
    },

    hiddenVersions: async () => new Set(library.hidden.keys()),

    vectorsDeleted: async (versions) => {
      for (const version of versions) library.vectorVersions.delete(version)
    },

    clear: async () => {
      for (const shelved of library.documents.values()) retire(shelved)
      for (const version of library.hidden.keys()) retireVersion(library, version)
      for (const kept of [library.texts, library.failures, library.duplicates, library.containers]) kept.clear()
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

    readableAmong: async (chunkIds, labels, filters) =>
      new Set(
        chunkIds.filter((chunkId) => {
          const shelved = library.chunks.get(chunkId)
          const document = shelved && library.documents.get(shelved.documentId)?.document
          return document !== undefined && isReadable(document, labels) && passes(document, filters)
        }),
      ),

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
          ...(document.supersededBy === undefined ? {} : { supersededBy: document.supersededBy }),
          ...(document.similarTo === undefined ? {} : { similarTo: document.similarTo }),
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

    page: async (after, limit) =>
      [...published()]
        .sort((a, b) => compare(a.id, b.id))
        .filter(({ id }) => after === undefined || id > after)
        .slice(0, limit),

    chunksOf: async (documentId) => library.documents.get(documentId)?.entries ?? [],

    chunksEmbeddedFrom: async (embeddingHashes) => {
      const wanted = new Set(embeddingHashes)
      const entries = [...library.documents.values(), ...library.hidden.values()].flatMap((shelved) => shelved.entries)
      return new Map(
        entries
          .filter(({ embeddingHash }) => wanted.has(embeddingHash))
          .map(({ embeddingHash, chunk }) => [embeddingHash, chunk.id]),
      )
    },

    withContent: async (source, contentHash) =>
      inOrder([...library.documents.values()]).filter(
        (document) => document.source === source && document.contentHash === contentHash,
      ),

    withSketch: async (source, bands) => {
      const wanted = new Set(bands)
      return inOrder([...library.documents.values()]).filter(
        ({ source: own, sketch }) =>
          own === source && sketch !== undefined && bandsOf(sketch).some((band) => wanted.has(band)),
      )
    },

    relate: async (documentId, { supersededBy, similarTo }) =>
      change(documentId, ({ document: former, ...shelved }) => {
        const { supersededBy: _newer, similarTo: _similar, ...document } = former
        return {
          ...shelved,
          document: {
            ...document,
            ...(supersededBy !== undefined && { supersededBy }),
            ...(similarTo !== undefined && { similarTo }),
          },
        }
      }),

    unrelated: async (source, limit) =>
      inOrder([...library.documents.values()])
        .filter((document) => document.source === source && document.sketch !== undefined)
        .filter(({ version }) => !library.related.has(version))
        .slice(0, limit),

    related: async (documentIds) => {
      for (const id of documentIds) library.related.add(library.documents.get(id)?.document.version ?? '')
    },

    ...memoryIndexRecords(library),
  }

  function published(): readonly RegisteredDocument[] {
    return [...library.documents.values()].map(({ document }) => document)
  }

  function dropHidden(documentId: string): void {
    for (const { document } of library.hidden.values())
      if (document.id === documentId) retireVersion(library, document.version)
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
