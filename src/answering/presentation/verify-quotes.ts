import type { Citation } from '../../domain/answers/answer.ts'
import type { QuoteVerdict } from '../../domain/answers/explanation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'

/**
 * Holds the quotes of an answer, however old, letter for letter against the versions they cite; where such a version is no
 * longer kept, against the document as it is now.
 */
export async function verifyQuotes(
  citations: readonly Citation[],
  registry: Pick<DocumentRegistry, 'extracted' | 'versions'>,
): Promise<readonly QuoteVerdict[]> {
  const verdicts = await verdictsOn(citations, registry)
  const replaced = citations.filter((_, at) => verdicts[at]?.verdict === 'version-not-kept')
  const current = await registry.versions([...new Set(replaced.map(({ documentId }) => documentId))])
  const texts = await textsOf(
    [...current].map(([documentId, version]) => ({ documentId, version })),
    registry,
  )
  return citations.map(({ documentId, quote }, at): QuoteVerdict => {
    const { n, verdict } = verdicts[at] ?? { n: at + 1, verdict: 'version-not-kept' }
    if (verdict !== 'version-not-kept') return { n, verdict }
    const text = texts.get(placeOf({ documentId, version: current.get(documentId) ?? '' }))
    return { n, verdict, now: text === undefined ? 'removed' : text.includes(quote) ? 'still-there' : 'gone' }
  })
}

async function verdictsOn(
  citations: readonly Citation[],
  registry: Pick<DocumentRegistry, 'extracted'>,
): Promise<readonly QuoteVerdict[]> {
  const texts = await textsOf(citations, registry)
  return citations.map((citation): QuoteVerdict => {
    const text = texts.get(placeOf(citation))
    const { n, start, end, quote } = citation
    if (text === undefined) return { n, verdict: 'version-not-kept' }
    return { n, verdict: text.slice(start, end) === quote ? 'verified' : 'differs' }
  })
}

type Version = Pick<Citation, 'documentId' | 'version'>

const placeOf = ({ documentId, version }: Version) => `${documentId}:${version}`

async function textsOf(versions: readonly Version[], registry: Pick<DocumentRegistry, 'extracted'>) {
  const distinct = new Map(versions.map((version) => [placeOf(version), version]))
  return new Map(
    await Promise.all(
      [...distinct].map(async ([place, { documentId, version }]) => {
        const extracted = await registry.extracted(documentId, version)
        return [place, extracted?.text] as const
      }),
    ),
  )
}

/**
 * Lets no answer go out whose quotes are not in the text they cite. A version that was replaced while
 * the question was answered is no reason to refuse: its words were read from it a moment before.
 * @throws LorekeepError `data-damaged`
 */
export async function refuseFalseQuotes(
  citations: readonly Citation[],
  registry: Pick<DocumentRegistry, 'extracted'>,
): Promise<void> {
  const verdicts = await verdictsOn(citations, registry)
  const titles = citations.filter((_, at) => verdicts[at]?.verdict === 'differs').map(({ title }) => title)
  if (titles.length === 0) return
  const named = [...new Set(titles)].map((title) => `"${title}"`).join(', ')
  throw new LorekeepError('data-damaged', `The quotes of this answer are not in the text of ${named}.`, {
    hint: 'Ask an administrator to run "lorekeep verify --repair".',
  })
}
