import { type Classification, strictest } from '../../domain/access/classification.ts'
import type { Citation } from '../../domain/answers/answer.ts'
import type { ExplainedPassage } from '../../domain/answers/explanation.ts'
import type { AnswerJournal, StoredAnswer } from '../../ports/answer-journal.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'

/** A version of a document that an answer or a reference answer was made of. */
export interface JudgedSource {
  readonly documentId: string
  readonly version: string
  readonly classification: Classification
  readonly title: string
  readonly text: string
  /** What a model was given of it, or what was quoted. */
  readonly passages: readonly string[]
}

/** Undefined sources where not all of them can be had, and why: what they call sensitive cannot be known then. */
export type JudgedSources = { readonly sources: readonly JudgedSource[] } | { readonly unknown: string }

export interface JudgedSourcesParts {
  readonly journal: Pick<AnswerJournal, 'get'>
  readonly registry: Pick<DocumentRegistry, 'get' | 'extracted'>
}

/**
 * Everything that an answer and its reference answer may say again: the documents of the evidence, in the versions that
 * the answer was made from, and those of the reference.
 * @param referenceIds the documents of the reference answer; undefined where one of them is not in the index, or none is named
 */
export async function readJudgedSources(
  stored: StoredAnswer | undefined,
  referenceIds: readonly string[] | undefined,
  { journal, registry }: JudgedSourcesParts,
): Promise<JudgedSources> {
  // An answer that was given again says in its explanation where the first one's evidence is told of.
  const recalled = stored?.explanation.recalled
  const original = recalled === undefined ? stored : await journal.get(recalled.answerId)
  if (stored === undefined || original === undefined) return { unknown: 'the answer is not in the journal' }
  if ([stored, original].some(({ explanation }) => (explanation.talk?.turns ?? 0) > 0)) {
    return { unknown: 'the answer is part of a conversation' }
  }
  if (referenceIds === undefined) return { unknown: 'the documents of the reference answer are not known' }
  const evidence = evidenceOf(original, stored.answer.citations)
  if (evidence.length === 0) return { unknown: 'the evidence of the answer is not known' }

  const sources: JudgedSource[] = []
  for (const { documentId, version, places } of [...evidence, ...referenceIds.map(wholeDocument)]) {
    const document = await registry.get(documentId, { all: true })
    const isOfThen = version === undefined && places.length > 0
    const current = isOfThen && (document?.ingestedAt ?? Infinity) > original.answer.createdAt ? undefined : document
    const wanted = version ?? current?.version
    const extracted = wanted === undefined ? undefined : await registry.extracted(documentId, wanted)
    if (wanted === undefined || extracted === undefined) {
      return { unknown: `a version of ${document?.path ?? documentId} is not kept` }
    }
    const { text } = extracted
    const levels = places.flatMap(({ classification }) => classification ?? [])
    sources.push({
      documentId,
      version: wanted,
      classification: strictest([...levels, document?.classification ?? original.explanation.strictestClassification]),
      title: document?.title ?? '',
      text,
      passages: places.map(({ start, end }) => text.slice(start, end)),
    })
  }
  return { sources }
}

type Place = Pick<ExplainedPassage, 'start' | 'end'> & Partial<Pick<ExplainedPassage, 'classification'>>

interface VersionWanted {
  readonly documentId: string
  /** The published one where absent. */
  readonly version?: string
  readonly places: readonly Place[]
}

/** What was used, by the version that is cited of it; what is not cited was read from the one that was published. */
function evidenceOf({ answer, explanation }: StoredAnswer, givenAgain: readonly Citation[]): readonly VersionWanted[] {
  const citations = [...answer.citations, ...givenAgain]
  const used = explanation.passages.filter((passage) => passage.used)
  const ids = new Set([...citations, ...used].map(({ documentId }) => documentId))
  return [...ids].flatMap((documentId): readonly VersionWanted[] => {
    const places = used.filter((passage) => passage.documentId === documentId)
    const cited = citations.filter((citation) => citation.documentId === documentId)
    const versions = new Set(cited.map(({ version }) => version))
    if (versions.size === 0) return [{ documentId, places }]
    return [...versions].map((version) => ({
      documentId,
      version,
      places: [...places, ...cited.filter((citation) => citation.version === version)].map(
        ({ start, end, ...rest }) => ({
          start,
          end,
          ...('classification' in rest && { classification: rest.classification }),
        }),
      ),
    }))
  })
}

function wholeDocument(documentId: string): VersionWanted {
  return { documentId, places: [] }
}
