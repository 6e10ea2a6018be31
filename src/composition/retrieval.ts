import type { EndpointAccounts } from '../accounting/booking/endpoint-accounts.ts'
import { createJiebaAnalyzer } from '../adapters/language/jieba-analyzer.ts'
import { createGateFor } from '../answering/evidence/gate-for.ts'
import { createJudgeEvidence } from '../answering/evidence/judge-evidence.ts'
import { encodeQuestion } from '../answering/ranking/encode-question.ts'
import { createRerank } from '../answering/ranking/rerank.ts'
import { createRetrieve, type Retrieve } from '../answering/retrieval/retrieve.ts'
import { createSearch } from '../answering/retrieval/search.ts'
import { createCompareQuestion } from '../answering/sentences/compare-question.ts'
import { rememberTerms } from '../answering/sentences/remember-terms.ts'
import { createCalibrate } from '../evaluation/calibrate.ts'
import { createGatherEvidence } from '../evaluation/gather-evidence.ts'
import type { NewId } from '../ports/clock.ts'
import type { VectorIndex } from '../ports/vector-index.ts'
import type { Accounting } from './accounting.ts'
import type { Foundation } from './foundation.ts'
import type { Models } from './models.ts'
import type { Records } from './records.ts'

export interface RetrievalNeeds {
  readonly records: Records
  readonly accounting: Accounting
  readonly models: Models
  readonly vectors: VectorIndex
  /** Takes the place of the product's own search. */
  readonly standIn: Retrieve | undefined
}

export type Retrieval = ReturnType<typeof composeRetrieval>

/** From a question to its evidence: searching, comparing, and judging whether it suffices. */
export function composeRetrieval(
  { clock, log, newId }: Foundation,
  { records, accounting, models, vectors, standIn }: RetrievalNeeds,
) {
  const { registry, sourceFiles, keywordIndex: keywords, tokenVectors, calibrations } = records
  const { embedder, bridge, reranker } = models
  const analyzer = rememberTerms(createJiebaAnalyzer())
  const retrieveParts = {
    registry,
    sourceFiles,
    vectors,
    keywords,
    embedder,
    analyzer,
    bridge,
    rerank: createRerank({ keywords, analyzer, tokenVectors, reranker, log }),
  }
  const retrieve = standIn ?? createRetrieve(retrieveParts)
  const compareQuestion = createCompareQuestion({
    keywords,
    analyzer,
    ...(embedder.tokens !== undefined && { tokens: { encoder: embedder.tokens, store: tokenVectors } }),
  })
  const gatherEvidence = createGatherEvidence({ retrieve, compareQuestion })
  return {
    analyzer,
    judgeEvidence: createJudgeEvidence(compareQuestion, createGateFor(calibrations, registry)),
    uses: {
      /** For measurements of parts of it. */
      retrieveParts,
      retrieve,
      compareQuestion,
      gatherEvidence,
      calibrate: createCalibrate({ gatherEvidence, calibrations, registry, clock }),
      search: withSearchBooked(createSearch({ retrieve, registry }), accounting.endpoints, newId),
      embedQuestion: async (question: string, signal: AbortSignal) => {
        const words = (await bridge?.wordsOf(question, signal)) ?? []
        return (await encodeQuestion(embedder, question, words, signal)).vector
      },
    },
  }
}

/** A search that answers nothing is paid for by whoever searches, within their budgets. */
function withSearchBooked(search: Retrieve, endpoints: EndpointAccounts, newId: NewId): Retrieve {
  return (question, principal, ...rest) => {
    const { id: principalId, team } = principal
    const payer = { principalId, ...(team !== undefined && { team }), answerId: `search:${newId()}` }
    return endpoints.booking(payer, true, () => search(question, principal, ...rest))
  }
}
