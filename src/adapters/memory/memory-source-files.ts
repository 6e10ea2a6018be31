import { comparePaths } from '../../domain/documents/compare-paths.ts'
import type { KnownFile, SourceFiles } from '../../ports/source-files.ts'
import { fileKey, type MemoryLibrary } from './memory-library.ts'

/** What is known of files, for as long as the process lasts. */
export function createMemorySourceFiles(library: MemoryLibrary): SourceFiles {
  return {
    known: async (source, after, limit) => {
      const holders = [library.duplicates, library.containers, library.failures]
      const files = [
        ...[...library.documents.values()].map(({ document }) => document),
        ...holders.flatMap((holder) => [...holder.values()]),
      ]
      const paths = new Set(files.filter((file) => file.source === source).map(({ path }) => path))
      return [...paths]
        .sort(comparePaths)
        .filter((path) => after === undefined || path > after)
        .slice(0, limit)
        .map((path) => fileAt(source, path))
    },

    at: async (source, path) => fileAt(source, path),

    recordDuplicate: async (duplicate) =>
      void library.duplicates.set(fileKey(duplicate.source, duplicate.path), duplicate),

    duplicatesOf: async (documentIds) =>
      [...library.duplicates.values()]
        .filter(({ documentId }) => documentIds.includes(documentId))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),

    duplicatesAt: async (path) => [...library.duplicates.values()].filter((duplicate) => duplicate.path === path),

    recordContainer: async (container) =>
      void library.containers.set(fileKey(container.source, container.path), container),

    recordFailure: async (failure) => void library.failures.set(fileKey(failure.source, failure.path), failure),

    clearFailure: async (source, path) => void library.failures.delete(fileKey(source, path)),

    failures: async (source) =>
      [...library.failures.values()]
        .filter((failure) => source === undefined || failure.source === source)
        .sort((a, b) => (fileKey(a.source, a.path) < fileKey(b.source, b.path) ? -1 : 1)),

    forget: async (source, paths) => {
      for (const key of paths.map((path) => fileKey(source, path))) {
        library.duplicates.delete(key)
        library.containers.delete(key)
        library.failures.delete(key)
      }
    },
  }

  function fileAt(source: string, path: string): KnownFile {
    const key = fileKey(source, path)
    const document = [...library.documents.values()].find(
      (shelved) => shelved.document.source === source && shelved.document.path === path,
    )?.document
    const [duplicate, container] = [library.duplicates.get(key), library.containers.get(key)]
    const failure = library.failures.get(key)
    return {
      path,
      ...(document !== undefined && { document }),
      ...(duplicate !== undefined && { duplicate }),
      ...(container !== undefined && { container }),
      ...(failure !== undefined && { failure }),
    }
  }
}
