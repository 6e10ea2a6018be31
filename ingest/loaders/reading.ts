/** What a loader that takes its time or much memory says while it reads. */
export interface Reading {
  /** To be called page by page: starts the time limit anew. */
  progress(): void
  /**
   * Does what takes much memory, such as recognising a page, while no other reader does the like.
   * Waiting for that does not count as time taken.
   */
  alone<T>(work: () => Promise<T>): Promise<T>
}

/** Of a program that reads one file at a time, without a time limit. */
export const onlyReading: Reading = { progress: () => undefined, alone: (work) => work() }
