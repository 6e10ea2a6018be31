/** Whether a value is what documentation has where a reader is to put a credential. */
export function isStandIn(value: string): boolean {
  return (
    /^(?:[$%{<*]|x{3,}|\*{3,}|\.{3,})/i.test(value) ||
    /your|example|change-?me|placeholder|replace|dummy|redacted|env\.|environ|process\.|getpass/i.test(value)
  )
}

/** The surprise of a value's characters (Shannon 1948). */
export function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0,
  )
}
