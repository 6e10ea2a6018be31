import type { Citation } from '../domain/answer.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'

/** Whether the words of a citation stand where it says, in the version it cites. */
export interface QuoteVerdict {
  readonly n: number
  readonly verdict: 'verified' | 'differs' | 'version-not-kept'
}

/** Holds the quotes of an answer, however old, letter for letter against the texts that are kept. */
export function verifyQuotes(
  citations: readonly Citation[],
  registry: Pick<DocumentRegistry, 'extracted'>,
): Promise<readonly QuoteVerdict[]> {
  return Promise.all(
    citations.map(async ({ n, documentId, version, start, end, quote }): Promise<QuoteVerdict> => {
      const extracted = await registry.extracted(documentId, version)
      if (extracted === undefined) return { n, verdict: 'version-not-kept' }
      return { n, verdict: extracted.text.slice(start, end) === quote ? 'verified' : 'differs' }
    }),
  )
}
