import type { Support } from '../../domain/answers/answer.ts'
import { type Classification, strictest } from '../../domain/access/classification.ts'
import { hasHan } from '../../domain/language.ts'
import { sentencesOf } from '../../domain/text/sentences.ts'
import { documentText, type SourcedText } from '../../domain/privacy/sourced-text.ts'
import type { GuardedEmbedder } from '../../ports/guarded-embedder.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { type Ground, judgeClaim, type Weight } from './judge-claim.ts'
import { ifPaid } from '../if-paid.ts'

/** A passage, and how far it may travel. */
export interface ClassifiedGround extends Ground {
  readonly classification: Classification
}

/** Says how well passages carry a claim, by their words and, where these do not tell, by their meaning. */
export type CheckClaim = (
  claim: SourcedText,
  grounds: readonly ClassifiedGround[],
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

export function createCheckClaim(analyzer: TextAnalyzer, embedder: Pick<GuardedEmbedder, 'embed'>): CheckClaim {
  return async ({ text: claim, ...of }, grounds, question, weight, signal) => {
    const { support, closest } = judgeClaim(claim, grounds, question, analyzer, weight)
    if (support !== 'unsure') return support
    const isOtherLanguage = hasHan(claim) !== grounds.some(({ text }) => hasHan(text))
    const compared = comparedWith(closest, grounds)
    const [wanted, ...vectors] = await ifPaid(
      embedder.embed([{ text: claim, ...of }, ...compared], 'query', signal),
      [],
    )
    if (wanted === undefined) return 'weak'
    const likeness = Math.max(0, ...vectors.map((vector) => (vector === undefined ? 0 : cosine(wanted, vector))))
    const { supported, weak } = floors[isOtherLanguage ? 'other' : 'same']
    if (likeness >= supported) return 'supported'
    // What the model may not see cannot be held against the claim.
    return likeness >= weak || vectors.includes(undefined) ? 'weak' : 'unsupported'
  }
}

/** The closest words, then the sentences, each as strictly classified as the strictest passage that it may come from. */
function comparedWith(closest: string, grounds: readonly ClassifiedGround[]): readonly SourcedText[] {
  const holding = grounds.filter(({ text }) => text.includes(closest))
  const sources = (holding.length > 0 ? holding : grounds).map(({ classification }) => classification)
  const levels = new Map([[closest, strictest(sources)]])
  for (const { text, classification } of grounds) {
    for (const sentence of sentencesOf(text)) {
      const known = levels.get(sentence.text)
      levels.set(sentence.text, strictest([classification, known ?? 'public']))
    }
  }
  return [...levels]
    .filter(([text]) => text !== '')
    .slice(0, mostSentences)
    .map(([text, level]) => documentText(text, level))
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
