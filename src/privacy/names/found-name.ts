/** Where a name stands, and how sure that is. */
export interface FoundName {
  readonly start: number
  readonly end: number
  readonly confidence: number
}
