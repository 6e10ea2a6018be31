/**
 * Whether the text that a PDF gives for a page is what its print says. Scans have none; fonts without a
 * character map yield private-use and unassigned characters.
 */
export function isUsableText(text: string): boolean {
  const unknown = text.match(/[\p{Co}\p{Cn}\ufffd]/gu)?.length ?? 0
  return /[\p{L}\p{N}]/u.test(text) && unknown <= 0.3 * text.length
}
