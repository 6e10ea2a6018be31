/** Instructions of one kind, as an attacker plants them in documents. */
export interface AttackKind {
  readonly name: string
  readonly attacks: readonly string[]
}

/** Texts that instructions are planted in. */
export interface CarrierSet {
  readonly name: string
  readonly texts: readonly string[]
}
