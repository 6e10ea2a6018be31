import { createHash } from 'node:crypto'

/** The id that a file of a source keeps for as long as it keeps its path. */
export function documentIdOf(source: string, path: string): string {
  return digest(source, path).slice(0, 24)
}

/** What a document version is made from; any difference makes another version. */
export interface VersionParts {
  readonly documentId: string
  readonly contentHash: string
  readonly title: string
  /** See `recipe.ts`. */
  readonly recipe: string
  readonly embedderId: string
}

/** The id of a document version: a hash of all that its chunks, terms and vectors depend on. */
export function versionIdOf(parts: VersionParts): string {
  return digest(parts.documentId, parts.contentHash, parts.title, parts.recipe, parts.embedderId).slice(0, 32)
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
