/** The media types behind the short names of file types that a search may give. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['md', 'text/markdown'],
  ['txt', 'text/plain'],
  ['html', 'text/html'],
  ['pdf', 'application/pdf'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
])

/** The media type that a search for files of a type means; a media type means itself. */
export function mediaTypeOf(type: string): string {
  return mediaTypes.get(type) ?? type
}
