/** Who may come in. */
export interface AccessTables {
  readonly api_keys: ApiKeyRow
  readonly widget_sites: WidgetSiteRow
  readonly sign_in_tokens: SignInTokenRow
}

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  readonly groups: string
  readonly team: string | null
  readonly created_at: number
  readonly last_used_at: number | null
  readonly secret_hash: string
}

interface WidgetSiteRow {
  readonly id: string
  readonly origin: string
  readonly name: string
  readonly groups: string
  readonly created_at: number
}

interface SignInTokenRow {
  readonly token_hash: string
  readonly expires_at: number
}
