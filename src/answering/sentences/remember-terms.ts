import { createTextMemory } from '../../domain/text/text-memory.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'

/** How many characters of texts are remembered with their terms. */
const remembered = 1_000_000

/** An analyzer that cuts no text twice: every sentence of an answer is held against the same evidence. */
export function rememberTerms(analyzer: TextAnalyzer): TextAnalyzer {
  const ofDocument = createTextMemory<readonly string[]>(remembered)
  const ofQuery = createTextMemory<readonly string[]>(remembered)
  return {
    id: analyzer.id,
    documentTerms: (text) => ofDocument(text, () => analyzer.documentTerms(text)),
    queryTerms: (text) => ofQuery(text, () => analyzer.queryTerms(text)),
  }
}
