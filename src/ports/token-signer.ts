/** Signs small claims for a while, so that any replica can check them without a store. */
export interface TokenSigner {
  /** @param purpose a token signed for one purpose is worthless for another */
  sign(purpose: string, claims: Readonly<Record<string, unknown>>, lifetimeSeconds: number): Promise<string>
  /** The claims; undefined for a token that is forged, expired, or signed for another purpose. */
  verify(purpose: string, token: string): Promise<Readonly<Record<string, unknown>> | undefined>
}
