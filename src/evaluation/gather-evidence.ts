import type { CompareQuestion } from '../answering/sentences/compare-question.ts'
import { evidenceFeaturesOf } from '../answering/evidence/evidence-features.ts'
import { evidencePassages, type Retrieve } from '../answering/retrieval/retrieve.ts'
import type { RetrievedPassage } from '../answering/retrieval/retrieved-passage.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { EvidenceSample } from './fit-gate.ts'
import type { GoldenQuestion } from './golden-question.ts'

/** So many are searched that enough are left when the right document is withheld. */
const passagesSearched = 20

/**
 * What speaks for an answer to golden questions, with their documents and with these withheld. A question whose
 * documents are not found tells nothing of the gate and is left out.
 */
export type GatherEvidence = (
  question: Pick<GoldenQuestion, 'question' | 'documents'>,
  principal: Principal,
  signal: AbortSignal,
) => Promise<readonly EvidenceSample[]>

export interface GatherEvidenceParts {
  readonly retrieve: Retrieve
  readonly compareQuestion: CompareQuestion
}

export function createGatherEvidence({ retrieve, compareQuestion }: GatherEvidenceParts): GatherEvidence {
  return async ({ question, documents }, principal, signal) => {
    const passages = await retrieve(question, principal, {}, passagesSearched, signal)
    const sampleOf = async (seen: readonly RetrievedPassage[], answerable: boolean): Promise<EvidenceSample> => ({
      features: evidenceFeaturesOf(await compareQuestion(question, seen.slice(0, evidencePassages), signal)),
      answerable,
      group: documents[0] ?? question,
    })
    if (documents.length === 0) return [await sampleOf(passages, false)]
    const right = passages.filter((passage) => isAmong(passage, documents))
    if (!right.some((passage) => passages.indexOf(passage) < evidencePassages)) return []
    const versions = new Set(right.map(({ documentId }) => documentId))
    const others = passages.filter((passage) => !right.includes(passage) && !isVersionOf(passage, versions))
    return [await sampleOf(passages, true), await sampleOf(others, false)]
  }
}

function isAmong({ source, alsoAt = [] }: RetrievedPassage, documents: readonly string[]): boolean {
  return [source, ...alsoAt].some((path) => documents.includes(path))
}

/** A version or copy of the right document holds the answer too, or nearly. */
function isVersionOf({ supersededBy, similarTo }: RetrievedPassage, documentIds: ReadonlySet<string>): boolean {
  return [supersededBy, similarTo].some((id) => id !== undefined && documentIds.has(id))
}
