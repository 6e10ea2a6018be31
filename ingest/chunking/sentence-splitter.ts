import { estimateTokens } from './estimate-tokens.ts'

/** Where prose may be cut, best place first: paragraphs, sentences, clauses, lines, words. */
const proseSeparators = ['\n\n', '。', '！', '？', '. ', '.\n', '! ', '? ', '；', '; ', '\n', '，', ', ', ' ', '']
/** Where lines matter: code, tables, items. */
const lineSeparators = ['\n\n', '\n', '。', '；', '. ', '; ', '，', ', ', ' ', '']
/** Text without any of them is cut into pieces of this many characters. */
const sliceLength = 32
/** The splitter adds lengths up and takes them off again until nothing is left, so they must be integers. */
const lengthUnits = 100

/** A text without paragraphs is handed to the splitter in windows of this many characters. */
const windowLength = 200_000
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
  const spans: Span[] = []
  for (let start = span.start; start < span.end;) {
    const end = windowEnd(text, start, span.end)
    for (const part of await splitWindow(text.slice(start, end), by, maxTokens)) {
      spans.push({ start: start + part.start, end: start + part.end })
    }
    start = end
  }
  return spans
}

async function splitWindow(content: string, by: 'sentence' | 'line', maxTokens: number): Promise<readonly Span[]> {
  const tokens = estimateTokens(content)
  const parts = Math.max(1, Math.ceil(tokens / maxTokens))
  const chunkSize = Math.min(maxTokens, Math.ceil((tokens / parts) * 1.15))
  const splitter = await createSplitter(by === 'line' ? lineSeparators : proseSeparators, chunkSize)
  const spans: Span[] = []
  let from = 0
  // Between two parts there is only white space, so the next occurrence is the part itself.
  for (const part of await splitter.splitText(content)) {
    const start = content.indexOf(part, from)
    if (start === -1) throw new Error('The splitter returned text that is not in the document.')
    from = start + part.length
    spans.push({ start, end: from })
  }
  return spans
}

/** LangChain's recursive splitter, but cutting behind a separator, where a sentence ends, and never inside a character. */
async function createSplitter(separators: readonly string[], chunkSize: number) {
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters')
  class SentenceSplitter extends RecursiveCharacterTextSplitter {
    protected override splitOnSeparator(text: string, separator: string): string[] {
      if (separator === '') return text.match(slice) ?? []
      const escaped = separator.replace(/[.?]/g, '\\$&')
      return text.split(new RegExp(`(?<=${escaped})`)).filter((piece) => piece !== '')
    }
  }
  return new SentenceSplitter({
    chunkSize: lengthUnits * chunkSize,
    chunkOverlap: 0,
    separators: [...separators],
    lengthFunction: (piece) => Math.round(lengthUnits * estimateTokens(piece)),
  })
}

/** Behind the last line end of a window, if it has one, and never inside a character. */
function windowEnd(text: string, start: number, end: number): number {
  if (end - start <= windowLength) return end
  const limit = start + windowLength
  const lineEnd = text.lastIndexOf('\n', limit - 1)
  if (lineEnd > start) return lineEnd + 1
  const code = text.charCodeAt(limit)
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit
}
