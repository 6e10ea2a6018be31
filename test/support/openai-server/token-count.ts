const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
const TOKEN = new RegExp(`[${CJK}]|[^\\s${CJK}]+`, 'gu')

/**
 * The server's whole idea of a token: a run of characters without white space, or one Chinese, Japanese or Korean
 * character. Every count the server reports comes from here, so a test can compute the same number.
 */
export function countTokens(text: string): number {
  return text.match(TOKEN)?.length ?? 0
}

/** The text in pieces of one token each, white space kept in front of its token; joined they give the text back. */
export function splitIntoTokens(text: string): readonly string[] {
  const pieces: string[] = []
  let start = 0
  for (const match of text.matchAll(TOKEN)) {
    const end = match.index + match[0].length
    pieces.push(text.slice(start, end))
    start = end
  }
  if (start < text.length) pieces.push((pieces.pop() ?? '') + text.slice(start))
  return pieces
}

/** The longest beginning of the text that has at most `limit` tokens. */
export function firstTokens(text: string, limit: number): string {
  return splitIntoTokens(text).slice(0, limit).join('')
}
