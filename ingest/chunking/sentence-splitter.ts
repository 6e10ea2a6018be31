import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'
import { estimateTokens } from './estimate-tokens.ts'

/** Where prose may be cut, best place first: paragraphs, sentences, clauses, lines, words. */
const proseSeparators = ['\n\n', '。', '！', '？', '. ', '.\n', '! ', '? ', '；', '; ', '\n', '，', ', ', ' ', '']
/** Where lines matter: code, tables, items. */
const lineSeparators = ['\n\n', '\n', '。', '；', '. ', '; ', '，', ', ', ' ', '']
/** Text without any of them is cut into pieces of this many characters. */
const sliceLength = 32
/** The splitter adds lengths up and takes them off again until nothing is left, so they must be integers. */
const lengthUnits = 100

/** LangChain's recursive splitter, but cutting behind a separator, where a sentence ends, and never inside a character. */
class SentenceSplitter extends RecursiveCharacterTextSplitter {
  protected override splitOnSeparator(text: string, separator: string): string[] {
    if (separator === '') return text.match(slice) ?? []
    const escaped = separator.replace(/[.?]/g, '\\$&')
    return text.split(new RegExp(`(?<=${escaped})`)).filter((piece) => piece !== '')
  }
}

const slice = new RegExp(`[\\s\\S]{1,${sliceLength}}`, 'gu')

export interface Span {
  readonly start: number
  readonly end: number
}

/** Cuts a span of a text into parts of at most `maxTokens`, of about equal size, less white space at their ends. */
export async function splitSpan(
  text: string,
  span: Span,
  by: 'sentence' | 'line',
  maxTokens: number,
): Promise<readonly Span[]> {
  const content = text.slice(span.start, span.end)
  const tokens = estimateTokens(content)
  const parts = Math.ceil(tokens / maxTokens)
  const splitter = new SentenceSplitter({
    chunkSize: lengthUnits * Math.min(maxTokens, Math.ceil((tokens / parts) * 1.15)),
    chunkOverlap: 0,
    separators: by === 'line' ? lineSeparators : proseSeparators,
    lengthFunction: (piece) => Math.round(lengthUnits * estimateTokens(piece)),
  })
  const spans: Span[] = []
  let from = 0
  // Between two parts there is only white space, so the next occurrence is the part itself.
  for (const part of await splitter.splitText(content)) {
    const at = content.indexOf(part, from)
    if (at === -1) throw new Error('The splitter returned text that is not in the document.')
    from = at + part.length
    spans.push({ start: span.start + at, end: span.start + from })
  }
  return spans
}
