/** How much one archive or mail may give out, whatever it says about itself. */
export interface UnpackLimits {
  /** Entries that an archive may list, those that nobody reads included. */
  readonly entries: number
  /** Bytes that may be inflated in all, those of files that are given up included. */
  readonly totalBytes: number
  readonly fileBytes: number
  /** Beyond `ratioFreeBytes`, a file may be this many times as large as what it was packed into. */
  readonly ratio: number
  readonly ratioFreeBytes: number
  /** Folders inside each other, in the path of one file. */
  readonly pathDepth: number
  readonly pathLength: number
}

export const unpackLimits: UnpackLimits = {
  entries: 10_000,
  totalBytes: 2 * 2 ** 30,
  fileBytes: 256 * 2 ** 20,
  ratio: 200,
  ratioFreeBytes: 10 * 2 ** 20,
  pathDepth: 32,
  pathLength: 1000,
}
