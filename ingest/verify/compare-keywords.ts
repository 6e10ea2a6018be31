import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import type { KeywordIndex } from '../../src/ports/keyword-index.ts'

/** Compares the entries of the keyword index with the words of the chunks. */
export async function compareKeywords(keywords: KeywordIndex): Promise<readonly Difference[]> {
  const mismatches = await keywords.mismatches()
  return mismatches.map(({ documentId, source, path, expected, found }) => ({
    kind: 'keywords-differ',
    ...(documentId !== undefined && { documentId }),
    ...(source !== undefined && { source }),
    ...(path !== undefined && { path }),
    detail:
      documentId === undefined
        ? `${found} words are indexed for chunks that are not there.`
        : `${found} of ${expected} words are indexed.`,
  }))
}
