/** A key that a program signs its requests with. Only its hash is kept. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly groups: readonly string[]
  readonly team?: string
  readonly createdAt: number
  readonly lastUsedAt?: number
}

/** A web site that may embed the widget. */
export interface WidgetSite {
  readonly id: string
  /** Scheme, host and port, as browsers send it. */
  readonly origin: string
  readonly name: string
  /** What the site's visitors may read. */
  readonly groups: readonly string[]
  readonly createdAt: number
}

/** Keys, sites and one-time tokens. Secrets come in hashed. */
export interface AccessStore {
  saveKey(key: ApiKey, secretHash: string): Promise<void>
  keyBySecretHash(secretHash: string): Promise<ApiKey | undefined>
  keys(): Promise<readonly ApiKey[]>
  /** False when there is no such key. */
  removeKey(id: string): Promise<boolean>
  noteKeyUse(id: string, at: number): Promise<void>

  /** @throws LorekeepError `conflict` when the origin is registered already */
  saveSite(site: WidgetSite): Promise<void>
  sites(): Promise<readonly WidgetSite[]>
  removeSite(id: string): Promise<boolean>

  saveSignInToken(tokenHash: string, expiresAt: number): Promise<void>
  /** True once for a token that exists and has not expired. */
  redeemSignInToken(tokenHash: string, now: number): Promise<boolean>
}
