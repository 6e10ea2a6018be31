import { type Classification, defaultClassification, strictest } from '../../domain/access/classification.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { GoldenQuestion } from '../golden-question.ts'

const documentsAtATime = 1000

/** How far the reference answer of a question may travel. */
export type ReferenceLevel = (golden: Pick<GoldenQuestion, 'documents'>) => Classification

/**
 * A reference answer says what its documents say, and is classified as the strictest of them: `restricted` where one is
 * not in the index, as nobody knows of it that it may travel, and as a document that nobody classified where none is named.
 */
export async function readReferenceLevels(
  questions: readonly GoldenQuestion[],
  registry: Pick<DocumentRegistry, 'page' | 'get'>,
  sourceFiles: Pick<SourceFiles, 'duplicatesAt'>,
): Promise<ReferenceLevel> {
  const wanted = new Set(questions.flatMap(({ documents }) => documents))
  const levels = new Map<string, Classification>()
  const note = (path: string, level: Classification) => levels.set(path, strictest([levels.get(path) ?? level, level]))
  let after: string | undefined
  while (wanted.size > 0) {
    const documents = await registry.page(after, documentsAtATime)
    for (const { path, classification } of documents) if (wanted.has(path)) note(path, classification)
    if (documents.length < documentsAtATime) break
    after = documents.at(-1)?.id
  }
  for (const path of wanted) {
    for (const { documentId } of await sourceFiles.duplicatesAt(path)) {
      const original = await registry.get(documentId, { all: true })
      if (original !== undefined) note(path, original.classification)
    }
  }
  return ({ documents }) =>
    documents.length === 0
      ? defaultClassification
      : strictest(documents.map((path) => levels.get(path) ?? 'restricted'))
}
