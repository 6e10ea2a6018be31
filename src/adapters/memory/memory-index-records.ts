import { chunkIdOf } from '../../domain/documents/chunk.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { IndexRecords } from '../../ports/document-registry.ts'
import { keepText, type MemoryLibrary, retireVersion, shelve, unshelve } from './memory-library.ts'

/** What the registry knows of the vector index. */
export function memoryIndexRecords(library: MemoryLibrary): IndexRecords {
  return {
    indexIdentity: async () => library.identity,
    setIndexIdentity: async (identity) => void (library.identity = identity),
    indexBeingBuilt: async () => library.build,

    buildIndex: async (identity, at) => {
      const former = library.build?.collection
      if (former !== undefined && former !== identity.collection) library.retiredCollections.set(former, at)
      library.build = identity
    },

    swapIndex: async (versions, at) => {
      if (library.build === undefined) throw new LorekeepError('conflict', 'No index was built beside the live one.')
      const missing = [...library.documents.keys()].find((id) => !versions.has(id))
      if (missing !== undefined) {
        throw new LorekeepError('conflict', `The index that was built lacks the document ${missing}.`)
      }
      for (const version of library.hidden.keys()) retireVersion(library, version)
      for (const [id, version] of versions) rename(id, version)
      if (library.identity !== undefined) library.retiredCollections.set(library.identity.collection, at)
      library.vectorVersions.clear()
      library.identity = library.build
      library.build = undefined
    },

    retiredCollections: async () =>
      [...library.retiredCollections].map(([collection, retiredAt]) => ({ collection, retiredAt })),

    collectionDropped: async (collection) => void library.retiredCollections.delete(collection),
  }

  function rename(documentId: string, version: string): void {
    const shelved = library.documents.get(documentId)
    if (shelved === undefined || shelved.document.version === version) return
    const text = library.texts.get(documentId)?.get(shelved.document.version)
    unshelve(library, shelved)
    shelve(library, {
      ...shelved,
      document: { ...shelved.document, version },
      entries: shelved.entries.map((entry) => ({
        ...entry,
        chunk: { ...entry.chunk, id: chunkIdOf(version, entry.chunk.ordinal) },
      })),
    })
    if (text !== undefined) keepText(library, documentId, version, text)
  }
}
