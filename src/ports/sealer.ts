/** Encrypts what is kept at rest. */
export interface Sealer {
  seal(plain: string): string
  /** @throws LorekeepError `data-damaged` when the text was changed or sealed with another key */
  open(sealed: string): string
}
