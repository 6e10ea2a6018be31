import type { Support } from '../../domain/answer.ts'
import { hasHan } from '../../domain/language.ts'
import { sentencesOf } from '../../domain/sentences.ts'
import type { Embedder } from '../../ports/embedder.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { type Ground, judgeClaim, type Weight } from './judge-claim.ts'
import { ifPaid } from '../if-paid.ts'

/** Says how well passages carry a claim, by their words and, where these do not tell, by their meaning. */
export type CheckClaim = (
  claim: string,
  grounds: readonly Ground[],
  question: string,
  weight: Weight,
  signal: AbortSignal,
) => Promise<Support>

/**
 * Cosines from which on two sentences say the same, by the languages they are in. Measured with the bundled model on
 * test/fixtures/support, where unrelated sentences stay below .48; other models mostly put both kinds higher.
 */
const floors = {
  same: { supported: 0.62, weak: 0.46 },
  other: { supported: 0.49, weak: 0.44 },
} as const

/** How many sentences of the passages a claim is compared with by meaning. */
const mostSentences = 16

export function createCheckClaim(analyzer: TextAnalyzer, embedder: Pick<Embedder, 'embed'>): CheckClaim {
  return async (claim, grounds, question, weight, signal) => {
    const { support, closest } = judgeClaim(claim, grounds, question, analyzer, weight)
    if (support !== 'unsure') return support
    const isOtherLanguage = hasHan(claim) !== grounds.some(({ text }) => hasHan(text))
    const sentences = grounds.flatMap(({ text }) => sentencesOf(text).map((sentence) => sentence.text))
    const compared = [...new Set([closest, ...sentences].filter((text) => text !== ''))].slice(0, mostSentences)
    const [wanted, ...vectors] = await ifPaid(embedder.embed([claim, ...compared], 'query', signal), [])
    if (wanted === undefined) return 'weak'
    const likeness = Math.max(0, ...vectors.map((vector) => cosine(wanted, vector)))
    const { supported, weak } = floors[isOtherLanguage ? 'other' : 'same']
    return likeness >= supported ? 'supported' : likeness >= weak ? 'weak' : 'unsupported'
  }
}

function cosine(a: Float32Array | undefined, b: Float32Array): number {
  return a === undefined ? 0 : a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
