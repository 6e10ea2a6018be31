import type { Citation } from '../domain/answer.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'

/** Whether the words of a citation stand where it says, in the version it cites. */
export interface QuoteVerdict {
  readonly n: number
  readonly verdict: 'verified' | 'differs' | 'version-not-kept'
}

/** Holds the quotes of an answer, however old, letter for letter against the texts that are kept. */
export async function verifyQuotes(
  citations: readonly Citation[],
  registry: Pick<DocumentRegistry, 'extracted'>,
): Promise<readonly QuoteVerdict[]> {
  const cited = new Map(
    citations.map(({ documentId, version }) => [`${documentId}:${version}`, { documentId, version }]),
  )
  const texts = new Map(
    await Promise.all(
      [...cited].map(async ([key, { documentId, version }]) => {
        const extracted = await registry.extracted(documentId, version)
        return [key, extracted?.text] as const
      }),
    ),
  )
  return citations.map(({ n, documentId, version, start, end, quote }): QuoteVerdict => {
    const text = texts.get(`${documentId}:${version}`)
    if (text === undefined) return { n, verdict: 'version-not-kept' }
    return { n, verdict: text.slice(start, end) === quote ? 'verified' : 'differs' }
  })
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
  const verdicts = await verifyQuotes(citations, registry)
  const titles = citations.filter((_, at) => verdicts[at]?.verdict === 'differs').map(({ title }) => title)
  if (titles.length === 0) return
  const named = [...new Set(titles)].map((title) => `"${title}"`).join(', ')
  throw new LorekeepError('data-damaged', `The quotes of this answer are not in the text of ${named}.`, {
    hint: 'Ask an administrator to run "lorekeep verify --repair".',
  })
}
