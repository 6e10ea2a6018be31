/**
 * All matches of a global pattern, first to last, as `String.matchAll` finds them. That makes a copy of the pattern each
 * time, which for a short text takes several times as long as looking through it.
 */
export function allMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xff_ff ? 2 : 1
  }
  return found
}
