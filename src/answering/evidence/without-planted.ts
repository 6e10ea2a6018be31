import { findPlanted, type PlantedInstruction } from '../../privacy/injection/find-planted.ts'
import { neutralise } from '../../privacy/injection/neutralise.ts'
import { asksAboutInstructions } from '../../privacy/injection/screen-question.ts'
import { joinPlaces } from '../compression/join-places.ts'
import type { Findings } from '../draft.ts'
import type { Place } from '../sentences/quotable.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** An instruction in the evidence that is meant for whatever machine reads it. */
export interface PlantedInEvidence extends PlantedInstruction {
  readonly passage: RetrievedPassage
  /** `kept` where the question is about such texts: then they are what answers it. */
  readonly treatment: 'left-out' | 'kept'
}

/**
 * Takes planted instructions out of what can be quoted, and notes where they stand. A passage of which nothing else is
 * there is no evidence any more. A question about such instructions gets them as they are.
 */
export function withoutPlanted(findings: Findings): Findings {
  const treatment = asksAboutInstructions(findings.question) ? 'kept' : 'left-out'
  const planted = findings.passages.flatMap((passage) =>
    findPlanted(passage.text, {
      title: passage.title,
      headings: passage.headingPath,
      question: findings.question,
    }).map((found): PlantedInEvidence => ({ ...found, passage, treatment })),
  )
  if (planted.length === 0) return findings
  if (treatment === 'kept') return { ...findings, planted }
  const compared = findings.comparison.passages
    .map((of) => {
      const places = plantedIn(of.passage, planted)
      return places.length === 0
        ? { of, isLeft: true }
        : withSentences(
            of,
            of.sentences.filter(({ sentence }) => !places.some((place) => overlap(place, sentence))),
          )
    })
    .filter(({ isLeft }) => isLeft)
    .map(({ of }) => of)
  return {
    ...findings,
    planted,
    passages: findings.passages.filter((passage) => saysMore(passage, planted)),
    comparison: { ...findings.comparison, passages: compared },
  }
}

function withSentences<T extends Findings['comparison']['passages'][number]>(of: T, sentences: T['sentences']) {
  return { of: { ...of, sentences }, isLeft: sentences.length > 0 }
}

function saysMore(passage: RetrievedPassage, planted: readonly PlantedInEvidence[]): boolean {
  return /[\p{L}\p{N}]/u.test(neutralise(passage.text, plantedIn(passage, planted)))
}

/**
 * Passages as a model may read them: without planted instructions, unable to end the fence around them, and without what else is left
 * out.
 * @param leftOut places by the chunk of their passage
 */
export function forModel(
  evidence: readonly RetrievedPassage[],
  planted: readonly PlantedInEvidence[] = [],
  leftOut: ReadonlyMap<string, readonly Place[]> = new Map(),
): readonly RetrievedPassage[] {
  return evidence.map((passage) => ({
    ...passage,
    title: withoutWhole(passage.title),
    headingPath: passage.headingPath.map(withoutWhole),
    text: neutralise(
      passage.text,
      joinPlaces([...plantedIn(passage, planted), ...(leftOut.get(passage.chunkId) ?? [])]),
    ),
  }))
}

function withoutWhole(heading: string): string {
  return neutralise(heading, findPlanted(heading))
}

/** Words to quote without planted instructions: the longest stretch that is left of them. */
export function quotedWithout(
  passage: RetrievedPassage,
  words: Place,
  planted: readonly PlantedInEvidence[] = [],
): Place {
  const inside = plantedIn(passage, planted).filter((place) => overlap(place, words))
  if (inside.length === 0) return words
  const bounds = [words.start, ...inside.flatMap(({ start, end }) => [start, end]), words.end]
  const stretches = bounds.flatMap((start, index) => {
    const end = bounds[index + 1]
    if (index % 2 === 1 || end === undefined || end <= start) return []
    const text = passage.text.slice(start, end)
    const lead = text.length - text.trimStart().length
    return [{ start: start + lead, end: start + lead + text.trim().length }]
  })
  return stretches.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0] ?? words
}

function plantedIn(passage: RetrievedPassage, planted: readonly PlantedInEvidence[]): readonly PlantedInEvidence[] {
  return planted.filter((one) => one.treatment === 'left-out' && one.passage.chunkId === passage.chunkId)
}

function overlap(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end
}
