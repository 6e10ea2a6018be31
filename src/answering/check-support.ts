import type { Support } from '../domain/answer.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'

const number = /\d+(?:[.,:/-]\d+)*%?/g
const negation =
  /\b(?:not|no|never|none|cannot|without|nor|isn't|aren't|don't|doesn't|won't|can't|must not)\b|不|没有|无需|禁止|未|勿|非/giu

/** Share of a claim's terms that must stand in the evidence. */
const floors = { supported: 0.6, weak: 0.3 }

/**
 * Says how well the quoted words, within their passage, carry a claim. A number that the passage does
 * not hold makes a claim unsupported; one that stands in the passage but not in the quote, or a
 * negation on one side only, makes it weak; the rest goes by the share of its terms found there.
 */
export function checkSupport(claim: string, quote: string, passage: string, analyzer: TextAnalyzer): Support {
  const numbers = numbersIn(claim)
  if (!isSubset(numbers, numbersIn(passage))) return 'unsupported'
  const share = sharedTerms(claim, passage, analyzer)
  if (share < floors.weak) return 'unsupported'
  const agrees = isSubset(numbers, numbersIn(quote)) && isNegated(claim) === isNegated(quote)
  return share >= floors.supported && agrees ? 'supported' : 'weak'
}

/** The share of a claim's meaningful terms that a text holds, 0…1; 1 for a claim without any. */
export function sharedTerms(claim: string, text: string, analyzer: TextAnalyzer): number {
  const wanted = analyzer.queryTerms(claim)
  if (wanted.length === 0) return 1
  const held = new Set(analyzer.documentTerms(text))
  return wanted.filter((term) => held.has(term)).length / wanted.length
}

function numbersIn(text: string): ReadonlySet<string> {
  return new Set(text.normalize('NFKC').match(number))
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((value) => whole.has(value))
}

function isNegated(text: string): boolean {
  return (text.match(negation)?.length ?? 0) > 0
}
