/** Texts longer than this are mostly whole documents, which are looked at once. */
const longestKept = 8_000

/**
 * Remembers what was made of texts lately: evidence and the words of the product come with question after question, and
 * reading them takes longer than anything else about a short answer. For what depends on nothing but the text.
 * @param mostCharacters of all remembered texts together; the one unused for longest makes room
 */
export function createTextMemory<T>(mostCharacters: number): (text: string, make: (text: string) => T) => T {
  // A map keeps its keys in the order they were set.
  const kept = new Map<string, T>()
  let characters = 0
  return (text, make) => {
    if (text.length > longestKept) return make(text)
    const known = kept.get(text)
    if (known !== undefined) {
      kept.delete(text)
      kept.set(text, known)
      return known
    }
    const made = make(text)
    // It may have been made on the way, by what made it.
    if (!kept.has(text)) characters += text.length
    kept.set(text, made)
    for (const oldest of kept.keys()) {
      if (characters <= mostCharacters) break
      kept.delete(oldest)
      characters -= oldest.length
    }
    return made
  }
}
