import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { Markdown } from '../markdown/markdown.tsx'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { plainBlocks } from '../markdown/plain-blocks.ts'
import { plainRuns } from '../markdown/plain-runs.ts'
import { readingFormOf } from '../markdown/reading-form.ts'
import type { Span } from '../markdown/lines.ts'
import { usePage } from './page-context.ts'

export interface PassageTextProps {
  readonly text: string
  /** The document's path or address, which says what kind of text this is. */
  readonly source: string
  /** The part of the text to show; all of it, unless told otherwise. */
  readonly span?: Span
  /** The part of the text to mark. */
  readonly highlight?: Span
  readonly pages?: readonly { readonly page: number; readonly start: number }[]
}

/** Words of a document, set the way the document was written: its Markdown, or its lines. */
export function PassageText({ text, source, span, highlight, pages = [] }: PassageTextProps): JSX.Element {
  const { start, end } = span ?? { start: 0, end: text.length }
  return readingFormOf(source) === 'plain' ? (
    <PlainText text={text} start={start} end={end} highlight={highlight} pages={pages} />
  ) : (
    <MarkdownText text={text} start={start} end={end} highlight={highlight} />
  )
}

type PartProps = { readonly text: string; readonly highlight: Span | undefined } & Span

function MarkdownText({ text, start, end, highlight }: PartProps): JSX.Element {
  const blocks = useMemo(
    () =>
      parseMarkdown(
        text.slice(start, end),
        highlight ? { highlight: { start: highlight.start - start, end: highlight.end - start } } : {},
      ),
    [text, start, end, highlight],
  )
  return <Markdown blocks={blocks} />
}

function PlainText({
  text,
  start,
  end,
  highlight,
  pages,
}: PartProps & Required<Pick<PassageTextProps, 'pages'>>): JSX.Element {
  const { texts } = usePage()
  // The page that the shown part begins in is named above it.
  const pagesBegun = pages.filter((page) => page.start > start)
  return (
    <>
      {plainBlocks(text, { start, end }).map((block) => (
        <div key={block.start} class={block.isColumns ? 'plain columns' : 'plain'}>
          {plainRuns(text, block, highlight, pagesBegun).map((run) => {
            if (run.type === 'page') {
              return (
                <span key={`page ${run.page}`} class="page-begins">
                  {texts.citation.page(run.page)}
                </span>
              )
            }
            return run.marked ? <mark key={run.start}>{run.value}</mark> : run.value
          })}
        </div>
      ))}
    </>
  )
}
