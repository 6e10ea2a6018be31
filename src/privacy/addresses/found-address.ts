/** Where an address stands. */
export interface FoundAddress {
  readonly start: number
  readonly end: number
  readonly confidence: number
}
