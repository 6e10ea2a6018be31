import type { AnswerSentence, Citation, Support } from '../../domain/answers/answer.ts'
import { strictest } from '../../domain/access/classification.ts'
import type { UnsupportedRule } from '../../domain/privacy/policy.ts'
import { answerText } from '../../domain/privacy/sourced-text.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { createCitationBinder } from '../presentation/bind-citation.ts'
import type { PresentedAnswer } from '../presentation/presented-answer.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { weighTerms } from '../sentences/term-weights.ts'
import type { CheckClaim } from './check-claim.ts'
import { type Claim, claimsIn } from './claims-in.ts'
import { judgeClaim, type Weight } from './judge-claim.ts'

/** Holds every sentence of an answer against its evidence; undefined when nothing is left of it. */
export type CheckAnswer = (
  answer: PresentedAnswer,
  evidence: readonly RetrievedPassage[],
  question: string,
  rule: UnsupportedRule,
  signal: AbortSignal,
) => Promise<PresentedAnswer | undefined>

export interface CheckAnswerParts {
  readonly checkClaim: CheckClaim
  readonly keywords: Pick<KeywordIndex, 'statistics'>
  readonly analyzer: TextAnalyzer
}

const order = ['supported', 'weak', 'unsupported'] as const satisfies readonly Support[]
const worse = (a: Support, b: Support): Support => (order.indexOf(a) >= order.indexOf(b) ? a : b)

interface Checked extends Claim {
  readonly support: Support
  /** Marks to be added: of evidence that carries the claim although it does not cite it. */
  readonly found: readonly number[]
}

/**
 * A sentence is held against the passages it cites. One that cites none, or that those do not carry, is held against the
 * rest of the evidence, and gets a citation of what carries it. Under the rule `remove`, sentences that
 * nothing carries are left out.
 */
export function createCheckAnswer(parts: CheckAnswerParts): CheckAnswer {
  return async (answer, evidence, question, rule, signal) => {
    const { analyzer } = parts
    const binder = createCitationBinder(analyzer, answer.citations)
    const passageOf = (n: number) => {
      const citation = answer.citations.find((known) => known.n === n)
      return evidence.find(
        (passage) =>
          citation !== undefined &&
          passage.version === citation.version &&
          passage.start <= citation.start &&
          citation.end <= passage.end,
      )
    }
    // It may be made from any of the evidence, whatever it cites.
    const level = strictest(evidence.map(({ classification }) => classification))
    const supportOf = (claim: Claim, grounds: readonly RetrievedPassage[], weight: Weight) =>
      parts.checkClaim(answerText(claim.text, level), grounds, question, weight, signal)
    const checked: Checked[] = []
    for (const claim of claimsIn(answer.text)) {
      const weight = await weighTerms(parts.keywords, analyzer.queryTerms(claim.text))
      const cited = claim.marks.flatMap((n) => passageOf(n) ?? [])
      const support = cited.length === 0 ? 'unsupported' : await supportOf(claim, cited, weight)
      if (support !== 'unsupported') {
        checked.push({ ...claim, support, found: [] })
        continue
      }
      const carrier = evidence.find(
        (passage) =>
          !cited.includes(passage) &&
          judgeClaim(claim.text, [passage], question, analyzer, weight).support === 'supported',
      )
      if (carrier !== undefined) {
        checked.push({ ...claim, support: 'supported', found: [binder.bind(carrier, claim.text).citation.n] })
      } else {
        const elsewhere = cited.length > 0 ? support : await supportOf(claim, evidence, weight)
        checked.push({ ...claim, support: elsewhere === 'supported' ? 'weak' : elsewhere, found: [] })
      }
    }
    return rebuild(answer.text, checked, binder.citations(), rule)
  }
}

const codeOrMark = /```[\s\S]*?```|`[^`\n]+`|\[(\d{1,3})\]/g

/**
 * The text with added marks and without what is to be left out. Where the reader has seen the marks already they keep
 * their numbers; otherwise they are numbered in order of appearance again.
 */
function rebuild(
  text: string,
  claims: readonly Checked[],
  citations: readonly Citation[],
  rule: UnsupportedRule,
): PresentedAnswer | undefined {
  const numbers = new Map<number, number>()
  const renumber = (part: string) =>
    part.replaceAll(codeOrMark, (whole, digits?: string) => {
      const n = Number(digits)
      if (!citations.some((citation) => citation.n === n)) return whole
      if (!numbers.has(n)) numbers.set(n, rule === 'mark' ? n : numbers.size + 1)
      return `[${numbers.get(n)}]`
    })
  const sentences: (Omit<AnswerSentence, 'citations'> & { readonly marks: readonly number[] })[] = []
  let written = ''
  let from = 0
  for (const claim of claims) {
    if (rule === 'remove' && claim.support === 'unsupported') {
      written += renumber(text.slice(from, claim.start))
        .replace(/[-*+•]\s*$/u, '')
        .trimEnd()
      from = claim.end
      continue
    }
    written += renumber(text.slice(from, claim.start))
    const start = written.length
    written += renumber(`${text.slice(claim.start, claim.end)}${claim.found.map((n) => ` [${n}]`).join('')}`)
    const marks = [...claim.marks, ...claim.found]
    sentences.push({ start, end: written.length, support: claim.support, marks })
    from = claim.end
  }
  written += renumber(text.slice(from))
  if (rule === 'remove' && claims.length > 0 && sentences.length === 0) return undefined
  const lead = written.length - written.trimStart().length
  return {
    text: written.trim(),
    citations: citations
      .flatMap((citation) => {
        const n = numbers.get(citation.n)
        if (n === undefined) return []
        const supports = sentences.filter(({ marks }) => marks.includes(citation.n)).map(({ support }) => support)
        return [{ ...citation, n, support: supports.length === 0 ? citation.support : supports.reduce(worse) }]
      })
      .toSorted((a, b) => a.n - b.n),
    sentences: sentences.map(({ marks, ...sentence }) => ({
      ...sentence,
      start: sentence.start - lead,
      end: sentence.end - lead,
      citations: [...new Set(marks.flatMap((n) => numbers.get(n) ?? []))],
    })),
    removed: claims.length - sentences.length,
  }
}
