/**
 * The token in what a person pasted: a whole sign-in link, the tail of one, or the token itself.
 * Undefined when there is nothing in it.
 */
export function signInToken(pasted: string): string | undefined {
  const text = pasted.trim()
  const fromLink = /(?:^|[?&#])token=([^&#\s]+)/.exec(text)?.[1]
  if (fromLink !== undefined) return decodeURIComponent(fromLink)
  return /^[^\s/?&=#]+=*$/.test(text) ? text : undefined
}
