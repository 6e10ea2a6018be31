const office = 'application/vnd.openxmlformats-officedocument'

/** The media types behind the short names of file types that a filter may give. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['md', 'text/markdown'],
  ['txt', 'text/plain'],
  ['html', 'text/html'],
  ['csv', 'text/csv'],
  ['tsv', 'text/tab-separated-values'],
  ['pdf', 'application/pdf'],
  ['docx', `${office}.wordprocessingml.document`],
  ['pptx', `${office}.presentationml.presentation`],
  ['xlsx', `${office}.spreadsheetml.sheet`],
])

/** The media type of files of a type such as `docx`; undefined for a type that has none here. */
export function mediaTypeOfFileType(type: string): string | undefined {
  return mediaTypes.get(type)
}
