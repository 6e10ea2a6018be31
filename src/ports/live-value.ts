/** A value that is re-read while the product runs, such as the policy. */
export interface LiveValue<T> {
  /** The last good value. */
  current(): T
}
