import { strictest } from '../../domain/access/classification.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Staging } from '../../ports/staging.ts'
import { type HiddenVersion, keepText, type MemoryLibrary, retireVersion, shelve, unshelve } from './memory-library.ts'

/** Staged and kept versions, for as long as the process lasts. */
export function createMemoryStaging(library: MemoryLibrary): Staging {
  return {
    stage: async (document, extracted, entries) => {
      for (const { document: other } of hidden(document.source, 'staged'))
        if (other.id === document.id && other.version !== document.version) retireVersion(library, other.version)
      library.hidden.set(document.version, {
        document: { ...document, chunks: entries.length },
        labelsStale: false,
        entries,
        extracted,
        state: 'staged',
      })
      library.vectorVersions.delete(document.version)
    },

    relabel: async (document) => {
      const staged = library.hidden.get(document.version)
      if (staged?.state !== 'staged') return
      const { chunks } = staged.document
      library.hidden.set(document.version, { ...staged, labelsStale: true, document: { ...document, chunks } })
    },

    staged: async (source) => new Map(hidden(source, 'staged').map(({ document }) => [document.id, document.version])),

    discard: async (source, except) => {
      for (const { document } of hidden(source, 'staged'))
        if (!except?.has(document.id)) retireVersion(library, document.version)
    },

    publishStaged: async (source, removed) => {
      for (const { document } of hidden(source, 'kept')) retireVersion(library, document.version)
      const staged = hidden(source, 'staged')
      for (const id of [...staged.map(({ document }) => document.id), ...removed]) keep(id)
      for (const version of staged) show(version)
      for (const [key, duplicate] of library.duplicates)
        if (removed.includes(duplicate.documentId)) library.duplicates.delete(key)
      library.publications.set(source, {
        shown: new Map(staged.map(({ document }) => [document.id, document.version])),
        taken: removed,
      })
      return { published: staged.length, removed: removed.length }
    },

    rollback: async (source) => {
      const publication = library.publications.get(source)
      const kept = hidden(source, 'kept')
      if (publication === undefined) {
        throw new LorekeepError('not-found', `Nothing is kept that ${JSON.stringify(source)} could go back to.`, {
          hint: 'Only the last "lorekeep ingest --atomic" of a source can be taken back, and only once.',
        })
      }
      library.publications.delete(source)
      let gone = 0
      for (const [id, version] of publication.shown) {
        const shelved = library.documents.get(id)
        if (shelved?.document.version !== version) continue
        unshelve(library, shelved)
        retireVersion(library, version)
        if (!kept.some(({ document }) => document.id === id)) gone += 1
        else carryLabels(id, shelved.document)
      }
      const returning = hidden(source, 'kept').filter(({ document }) => !library.documents.has(document.id))
      for (const version of hidden(source, 'kept')) {
        if (returning.includes(version)) show(version)
        else retireVersion(library, version.document.version)
      }
      for (const files of [library.containers, library.duplicates])
        for (const [key, file] of files) if (file.source === source) files.delete(key)
      return { published: returning.length, removed: gone }
    },
  }

  function hidden(source: string, state: HiddenVersion['state']): readonly HiddenVersion[] {
    return [...library.hidden.values()].filter(
      (version) => version.document.source === source && version.state === state,
    )
  }

  function keep(documentId: string): void {
    const shelved = library.documents.get(documentId)
    if (shelved === undefined) return
    unshelve(library, shelved)
    const extracted = library.texts.get(documentId)?.get(shelved.document.version) ?? { text: '', pages: [] }
    library.hidden.set(shelved.document.version, { ...shelved, extracted, state: 'kept' })
  }

  function show({ extracted, state: _state, ...shelved }: HiddenVersion): void {
    library.hidden.delete(shelved.document.version)
    shelve(library, shelved)
    keepText(library, shelved.document.id, shelved.document.version, extracted)
  }

  /** Going back brings former text back, not former rights. */
  function carryLabels(documentId: string, now: HiddenVersion['document']): void {
    for (const [version, kept] of library.hidden) {
      if (kept.document.id !== documentId) continue
      const { accessLabel } = now
      const classification = strictest([now.classification, kept.document.classification])
      library.hidden.set(version, {
        ...kept,
        labelsStale: true,
        document: { ...kept.document, accessLabel, classification },
      })
    }
  }
}
