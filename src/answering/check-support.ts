import type { Support } from '../domain/answer.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'

const number = /\d+(?:[.,:/-]\d+)*%?/g
const negation = /\b(?:not|no|never|none|cannot|without|nor|isn't|aren't|don't|doesn't|won't|can't|must not)\b|不|没有|无需|禁止|未|勿|非/giu

/** Share of a claim's terms that must stand in the evidence. */
const floors = { supported: 0.6, weak: 0.3 }

/**
 * Says how well evidence carries a claim: every number of the claim must stand in the evidence and
 * negation must agree; the rest goes by the share of the claim's terms found there.
 */
export function checkSupport(claim: string, evidence: string, analyzer: TextAnalyzer): Support {
  const digits = (text: string) => text.normalize('NFKC').match(number) ?? []
  const known = new Set(digits(evidence))
  if (digits(claim).some((value) => !known.has(value))) return 'unsupported'
  const share = sharedTerms(claim, evidence, analyzer)
  if (share < floors.weak) return 'unsupported'
  const agrees = isNegated(claim) === isNegated(evidence)
  return share >= floors.supported && agrees ? 'supported' : 'weak'
}

/** The share of a claim's meaningful terms that a text holds, 0…1; 1 for a claim without any. */
export function sharedTerms(claim: string, text: string, analyzer: TextAnalyzer): number {
  const wanted = analyzer.queryTerms(claim)
  if (wanted.length === 0) return 1
  const held = new Set(analyzer.documentTerms(text))
  return wanted.filter((term) => held.has(term)).length / wanted.length
}

function isNegated(text: string): boolean {
  return (text.match(negation)?.length ?? 0) > 0
}
