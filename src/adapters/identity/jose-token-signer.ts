import { createHash } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { TokenSigner } from '../../ports/token-signer.ts'

/** Tokens as JSON Web Tokens (RFC 7519), signed with HMAC-SHA-256 under a key derived from a secret. */
export function createJoseTokenSigner(secret: string): TokenSigner {
  const key = createHash('sha256').update(`lorekeep-tokens:${secret}`).digest()
  const issuer = 'lorekeep'
  return {
    sign: (purpose, claims, lifetimeSeconds) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setAudience(purpose)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key),
    async verify(purpose, token) {
      try {
        const { payload } = await jwtVerify(token, key, { issuer, audience: purpose, algorithms: ['HS256'] })
        return payload
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
