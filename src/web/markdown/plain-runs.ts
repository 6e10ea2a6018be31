import type { Span } from './lines.ts'

/** A piece of a plain text, or the place where a page begins. */
export type PlainRun =
  | { readonly type: 'text'; readonly start: number; readonly value: string; readonly marked: boolean }
  | { readonly type: 'page'; readonly page: number }

/** Cuts a part of a plain text where its highlight begins and ends and where pages begin. */
export function plainRuns(
  text: string,
  shown: Span,
  highlight: Span | undefined,
  pages: readonly { readonly page: number; readonly start: number }[],
): readonly PlainRun[] {
  const isInside = (at: number): boolean => at >= shown.start && at < shown.end
  const pagesInside = pages.filter(({ start }) => isInside(start))
  const cuts = [...pagesInside.map(({ start }) => start), ...(highlight ? [highlight.start, highlight.end] : [])]
  const starts = [...new Set([shown.start, ...cuts.filter(isInside)])].sort((a, b) => a - b)
  return starts.flatMap((start, index): readonly PlainRun[] => {
    const end = starts[index + 1] ?? shown.end
    const marked = highlight !== undefined && start >= highlight.start && end <= highlight.end
    const begins = pagesInside.filter((page) => page.start === start)
    return [
      ...begins.map(({ page }) => ({ type: 'page', page }) as const),
      { type: 'text', start, value: text.slice(start, end), marked },
    ]
  })
}
