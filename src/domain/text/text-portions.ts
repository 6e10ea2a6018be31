/**
 * Texts in their order in portions, none of more texts or characters than given; a longer text is one by itself.
 */
export function textPortions(
  texts: readonly string[],
  most: { readonly texts: number; readonly characters: number },
): readonly (readonly string[])[] {
  const portions: string[][] = []
  let characters = 0
  for (const text of texts) {
    const last = portions.at(-1)
    if (last === undefined || last.length === most.texts || characters + text.length > most.characters) {
      portions.push([text])
      characters = text.length
    } else {
      last.push(text)
      characters += text.length
    }
  }
  return portions
}
