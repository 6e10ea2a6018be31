/** The words of an answer: where its marks stand says nothing of what it says. */
export function withoutCitationMarks(text: string): string {
  return text.replaceAll(/\[\d+\]/g, ' ')
}
