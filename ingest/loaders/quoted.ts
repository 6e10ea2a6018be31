/** How much of a path a message shows; the end tells files apart, so that is what stays. */
const mostShown = 240

/**
 * The name of a file for a message: in quotation marks, on one line whatever the name holds, and cut
 * in the middle when it is very long. Control characters, and signs that turn the direction of what
 * follows, are written as escapes, as are quotation marks, for a name must not be able to forge lines of a report.
 */
export function quoted(path: string): string {
  const shown = path.length <= mostShown ? path : `${path.slice(0, mostShown / 4)}…${path.slice(-mostShown / 2)}`
  return `"${shown.replaceAll('"', '\\"').replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\u200e\u200f\ufeff]/gu, escaped)}"`
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}
