/** Lets one process of a machine at a time do something. Freed by the system when its holder dies. */
export interface ProcessLock {
  /**
   * Runs `work` while holding the lock called `name`.
   * @param work gets a signal that aborts when the lock was lost before the work was done, with a
   *   LorekeepError `index-unavailable` as its reason: another process may hold the lock from then on
   * @throws LorekeepError `conflict`, `retryable`, when it is still held by another after `waitMs`;
   *   `index-unavailable` when there is no getting at locks
   */
  hold<T>(name: string, waitMs: number, work: (lost: AbortSignal) => Promise<T>): Promise<T>
}
