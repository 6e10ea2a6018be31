import { type Classification, defaultClassification, strictest } from '../../domain/access/classification.ts'
import type { RegisteredDocument } from '../../domain/documents/document.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { GoldenQuestion } from '../golden-question.ts'

const documentsAtATime = 1000

/** What a reference answer was made of. */
export interface Reference {
  /** How far it may travel. */
  readonly classification: Classification
  /** The documents that it says what they say; undefined where one is not in the index, or none is named. */
  readonly documentIds: readonly string[] | undefined
}

export type ReferenceOf = (golden: Pick<GoldenQuestion, 'documents'>) => Reference

/**
 * A reference answer says what its documents say, and is classified as the strictest of them: `restricted` where one is
 * not in the index, as nobody knows of it that it may travel, and as a document that nobody classified where none is named.
 */
export async function readReferences(
  questions: readonly GoldenQuestion[],
  registry: Pick<DocumentRegistry, 'page' | 'get'>,
  sourceFiles: Pick<SourceFiles, 'duplicatesAt'>,
): Promise<ReferenceOf> {
  const wanted = new Set(questions.flatMap(({ documents }) => documents))
  const known = new Map<string, readonly RegisteredDocument[]>()
  const note = (path: string, document: RegisteredDocument) => known.set(path, [...(known.get(path) ?? []), document])
  let after: string | undefined
  while (wanted.size > 0) {
    const documents = await registry.page(after, documentsAtATime)
    for (const document of documents) if (wanted.has(document.path)) note(document.path, document)
    if (documents.length < documentsAtATime) break
    after = documents.at(-1)?.id
  }
  for (const path of wanted) {
    for (const { documentId } of await sourceFiles.duplicatesAt(path)) {
      const original = await registry.get(documentId, { all: true })
      if (original !== undefined) note(path, original)
    }
  }
  return ({ documents }) => {
    if (documents.length === 0) return { classification: defaultClassification, documentIds: undefined }
    const found = documents.flatMap((path) => known.get(path) ?? [])
    if (!documents.every((path) => known.has(path))) return { classification: 'restricted', documentIds: undefined }
    return {
      classification: strictest(found.map(({ classification }) => classification)),
      documentIds: [...new Set(found.map(({ id }) => id))],
    }
  }
}
