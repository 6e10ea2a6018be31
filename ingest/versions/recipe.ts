import { chunkerVersion } from '../chunking/chunk-document.ts'
import { loaderFor } from '../loaders/loaders.ts'

/** What a document of this name is made with now: the versions of its loader, the chunker and the analyzer. */
export function recipeOf(name: string, analyzerId: string): string {
  return `${loaderFor(name)?.version ?? 'none'} ${chunkerVersion} ${analyzerId}`
}
