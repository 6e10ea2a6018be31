/** Lets one process of a machine at a time do something. Freed by the system when its holder dies. */
export interface ProcessLock {
  /**
   * Runs `work` while holding the lock called `name`.
   * @throws LorekeepError `conflict` when it is still held by another after `waitMs`
   */
  hold<T>(name: string, waitMs: number, work: () => Promise<T>): Promise<T>
}
