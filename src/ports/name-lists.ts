/** A list of people's names in Latin script. Pure; it may be loaded at the first call. */
export interface NameLists {
  /** Whether a word is somebody's given name or surname, given in small letters without accents. */
  isName(word: string): boolean
}
