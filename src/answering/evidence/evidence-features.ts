import type { EvidenceFeatures } from '../../domain/answers/evidence-gate.ts'
import type { ComparedPassage, Comparison, QuestionReading } from '../sentences/compare-question.ts'
import { createKindFit } from '../sentences/kind-fit.ts'

/** How many of the best passages are looked at. */
const depth = 5
/** Likeness spreads less than coverage does. */
const likenessWeight = { passage: 3, sentence: 2 }

const none: EvidenceFeatures = {
  coverage: 0,
  likeness: 0,
  sentence: 0,
  lead: 0,
  kind: 0,
  weakest: 0,
  rarest: 0,
  size: 0,
}

/** What speaks for an answer, from the passages that come closest to the question. */
export function evidenceFeaturesOf({ question, passages }: Comparison): EvidenceFeatures {
  const ranked = passages.toSorted((a, b) => closeness(b) - closeness(a))
  const [first] = ranked
  if (first === undefined) return none
  const best = ranked.slice(0, depth)
  const next = ranked.find((other) => isIndependent(first, other))
  return {
    coverage: Math.max(...best.map(({ coverage }) => coverage)),
    likeness: Math.max(...best.map(({ likeness }) => likeness)),
    sentence: Math.max(
      ...best.flatMap(({ sentences, likeness }) => sentences.map((of) => closenessOf(of, likeness))),
      0,
    ),
    lead: closeness(first) - (next === undefined ? 0 : closeness(next)),
    kind: bestSentenceAnswersInKind(question, first) ? 1 : 0,
    weakest: weakestOf(first),
    rarest: rarestMissing(question, first),
    size: Math.log(1 + question.terms.reduce((sum, term) => sum + question.weight(term), 0)),
  }
}

function closeness({ coverage, likeness }: ComparedPassage): number {
  return coverage + likenessWeight.passage * likeness
}

function closenessOf({ coverage, likeness }: ComparedPassage['sentences'][number], ofPassage: number): number {
  return coverage + likenessWeight.sentence * (likeness ?? ofPassage)
}

/** Another document that says something of its own: a version or a copy of the best one takes nothing from its lead. */
function isIndependent({ passage: first }: ComparedPassage, { passage: other }: ComparedPassage): boolean {
  const related = [first.supersededBy, first.similarTo].includes(other.documentId)
  const relates = [other.supersededBy, other.similarTo].includes(first.documentId)
  return other.documentId !== first.documentId && !related && !relates
}

function bestSentenceAnswersInKind({ text }: QuestionReading, { sentences, likeness }: ComparedPassage): boolean {
  const [best] = sentences.toSorted((a, b) => closenessOf(b, likeness) - closenessOf(a, likeness))
  return best === undefined || createKindFit(text)(best.sentence.text) > 0
}

/** How well the two words of the question that match worst are matched. */
function weakestOf({ matches, likeness }: ComparedPassage): number {
  const worst = matches.toSorted().slice(0, 2)
  return worst.length === 0 ? likeness : worst.reduce((sum, value) => sum + value, 0) / worst.length
}

/** The share of the question's weight that the rarest word has which the passage lacks. */
function rarestMissing({ terms, weight }: QuestionReading, passage: ComparedPassage): number {
  const total = terms.reduce((sum, term) => sum + weight(term), 0)
  if (total === 0) return 0
  return Math.max(0, ...terms.filter((term) => !passage.terms.has(term)).map(weight)) / total
}
