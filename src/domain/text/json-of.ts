/** The value that a JSON text stands for; undefined for a text that is no JSON, such as an empty one. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
