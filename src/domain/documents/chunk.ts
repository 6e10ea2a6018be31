/** A piece of a document that is embedded, searched and cited as one. */
export interface Chunk {
  /** Version id and ordinal: the same content always has the same ids. */
  readonly id: string
  readonly ordinal: number
  /** A literal piece of the extracted text: `text === extracted.slice(start, end)`. */
  readonly text: string
  /** Offset of the first character in the extracted text, in UTF-16 code units. */
  readonly start: number
  /** Offset behind the last character. */
  readonly end: number
  /** The page where the chunk starts, counted from 1, for paged formats. */
  readonly page?: number
  /** The headings above the chunk, outermost first. */
  readonly headingPath: readonly string[]
}

export function chunkIdOf(version: string, ordinal: number): string {
  return `${version}:${ordinal}`
}

/** The version that a chunk belongs to, by its id. */
export function versionOf(chunkId: string): string {
  return chunkId.slice(0, chunkId.lastIndexOf(':'))
}

/** Its place among the chunks of that version, counted from 0. */
export function ordinalOf(chunkId: string): number {
  return Number(chunkId.slice(chunkId.lastIndexOf(':') + 1))
}
