import type { DocumentRegistry } from '../ports/document-registry.ts'
import type { SourceFiles } from '../ports/source-files.ts'

const documentsAtATime = 1000

/** Which of the paths no published document lies at, nor a duplicate of one. */
export async function missingDocuments(
  paths: readonly string[],
  registry: Pick<DocumentRegistry, 'page'>,
  sourceFiles: Pick<SourceFiles, 'duplicatesAt'>,
): Promise<readonly string[]> {
  const missing = new Set(paths)
  let after: string | undefined
  while (missing.size > 0) {
    const documents = await registry.page(after, documentsAtATime)
    for (const { path } of documents) missing.delete(path)
    if (documents.length < documentsAtATime) break
    after = documents.at(-1)?.id
  }
  const ofDuplicates = await Promise.all(
    [...missing].map(async (path) => ((await sourceFiles.duplicatesAt(path)).length > 0 ? [] : [path])),
  )
  return ofDuplicates.flat()
}
