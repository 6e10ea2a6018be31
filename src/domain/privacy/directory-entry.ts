/** Somebody whom the company knows, with every way to write the name. */
export interface DirectoryEntry {
  readonly kind: 'PERSON' | 'COMPANY'
  readonly names: readonly string[]
}
