import { createApiKeys } from '../access/api-keys.ts'
import { createSignIn } from '../access/sign-in.ts'
import { createWidgetSites } from '../access/widget-sites.ts'
import { createJoseTokenSigner } from '../adapters/identity/jose-token-signer.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'
import type { Secrets } from './secrets.ts'

/** Who may come in: keys, sign-in links and sites. */
export function composeAccess(
  { environment, clock, newId }: Foundation,
  { sessionSecret }: Secrets,
  { access, auditLog: audit }: Records,
) {
  const signer = createJoseTokenSigner(sessionSecret)
  return {
    keys: createApiKeys(access, audit, clock, newId),
    signIn: createSignIn(access, signer, audit, clock, environment.sessionHours),
    sites: createWidgetSites({
      store: access,
      signer,
      audit,
      clock,
      newId,
      tokenMinutes: environment.widgetTokenMinutes,
    }),
  }
}
