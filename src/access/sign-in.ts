import { randomBytes } from 'node:crypto'
import { LorekeepError } from '../domain/errors.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { AccessStore } from '../ports/access-store.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { TokenSigner } from '../ports/token-signer.ts'
import { hashSecret } from './api-keys.ts'

const linkLifetimeMs = 24 * 60 * 60 * 1000
const purpose = 'session'

/** The one who holds the admin token or followed a sign-in link. */
export const administrator: Principal = { id: 'admin', kind: 'admin', name: 'Administrator', groups: [] }

/** Signing in on the web page. */
export interface SignIn {
  /** A token for a sign-in link. Good once, for a day. */
  issueLinkToken(): Promise<string>
  /** A session token. @throws LorekeepError `unauthenticated` for a token that is unknown, used or old */
  redeem(linkToken: string): Promise<string>
  /** Whom a session token stands for; undefined when it is not valid. */
  principalOf(sessionToken: string): Promise<Principal | undefined>
}

export function createSignIn(
  store: AccessStore,
  signer: TokenSigner,
  audit: AuditLog,
  clock: Clock,
  sessionHours: number,
): SignIn {
  return {
    async issueLinkToken() {
      const token = randomBytes(24).toString('base64url')
      await store.saveSignInToken(hashSecret(token), clock() + linkLifetimeMs)
      return token
    },
    async redeem(linkToken) {
      const now = clock()
      if (!(await store.redeemSignInToken(hashSecret(linkToken), now))) {
        throw new LorekeepError('unauthenticated', 'This sign-in link was used already, or is older than a day.', {
          hint: 'Print a new one with "npm run lorekeep -- sign-in", or restart the service.',
        })
      }
      await audit.append({
        at: now,
        actor: administrator.id,
        action: 'sign-in',
        subject: administrator.id,
        details: {},
      })
      return signer.sign(purpose, { sub: administrator.id }, sessionHours * 3600)
    },
    async principalOf(sessionToken) {
      const claims = await signer.verify(purpose, sessionToken)
      return claims?.['sub'] === administrator.id ? administrator : undefined
    },
  }
}
