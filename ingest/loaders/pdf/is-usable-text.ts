/**
 * Whether the text of a page can be searched and read: it holds a letter or digit, and at most three in
 * ten of its characters are such as come from fonts that do not say which letters they draw (private
 * use, unassigned, controls, U+FFFD). A page without is one for text recognition.
 */
export function isUsableText(text: string): boolean {
  const written = text.replace(/\s/gu, '')
  const unknown = written.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0
  return /[\p{L}\p{N}]/u.test(written) && unknown <= 0.3 * written.length
}
