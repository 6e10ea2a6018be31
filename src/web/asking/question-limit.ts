/** The longest question that the service takes, in UTF-16 code units. */
export const questionLimit = 4000

/** From how many remaining characters on a writer is told. */
export const showRemainingFrom = 400

/** Whether a key press sends the question: Enter alone, and not one that ends the composition of a character. */
export function sendsQuestion(press: {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  /** 229 while an input method is at work, also in Safari, where `isComposing` is false by then. */
  readonly keyCode: number
}): boolean {
  return press.key === 'Enter' && !press.shiftKey && !press.altKey && !press.isComposing && press.keyCode !== 229
}
