/** The marks of a quoted e-mail are no part of a line. */
export function startsLine(text: string, start: number): boolean {
  let before = start - 1
  while (before >= 0 && (text.charAt(before) === ' ' || text.charAt(before) === '>')) before -= 1
  return before < 0 || text.charAt(before) === '\n'
}

/** Whether a word stands between the start of a line and a colon that a sentence follows. */
export function isSpeaker(text: string, start: number, end: number): boolean {
  return startsLine(text, start) && /^: ?[\p{Lu}"“]/u.test(text.slice(end, end + 3))
}
