/** The time, in ms since the epoch. */
export type Clock = () => number

/** A fresh id that cannot be guessed. */
export type NewId = () => string
