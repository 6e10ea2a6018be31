import { createHash, randomBytes } from 'node:crypto'
import { parseGroupName } from '../domain/access/access-label.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { AccessStore, ApiKey } from '../ports/access-store.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock, NewId } from '../ports/clock.ts'

const secretPrefix = 'lk_'

/** Keys that programs sign their requests with. */
export interface ApiKeys {
  /** The secret is shown this once; only its hash is kept. */
  create(
    key: { readonly name: string; readonly groups: readonly string[]; readonly team?: string },
    actor: string,
  ): Promise<{ readonly key: ApiKey; readonly secret: string }>
  list(): Promise<readonly ApiKey[]>
  /** @throws LorekeepError `not-found` */
  revoke(id: string, actor: string): Promise<void>
  /** Whom a secret stands for; undefined when it is no valid key. */
  principalOf(secret: string): Promise<Principal | undefined>
}

/** A key's last use is kept to the minute: a write for each request would be most of what a request costs. */
const useNotedEveryMs = 60_000

export function createApiKeys(store: AccessStore, audit: AuditLog, clock: Clock, newId: NewId): ApiKeys {
  const noted = new Map<string, number>()

  async function noteUse(id: string, at: number): Promise<void> {
    if (at - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < useNotedEveryMs) return
    noted.set(id, at)
    await store.noteKeyUse(id, at)
  }

  return {
    async create({ name, groups, team }, actor) {
      const secret = secretPrefix + randomBytes(32).toString('base64url')
      const key: ApiKey = {
        id: newId(),
        name: name.trim(),
        groups: [...new Set(groups.map(parseGroupName))],
        ...(team !== undefined && { team }),
        createdAt: clock(),
      }
      await store.saveKey(key, hashSecret(secret))
      await audit.append({
        at: key.createdAt,
        actor,
        action: 'key.created',
        subject: key.id,
        details: { name: key.name, groups: key.groups },
      })
      return { key, secret }
    },
    list: () => store.keys(),
    async revoke(id, actor) {
      if (!(await store.removeKey(id))) {
        throw new LorekeepError('not-found', `There is no API key ${id}.`, { hint: 'GET /api/v1/keys lists them.' })
      }
      await audit.append({ at: clock(), actor, action: 'key.revoked', subject: id, details: {} })
    },
    async principalOf(secret) {
      if (!secret.startsWith(secretPrefix)) return undefined
      const key = await store.keyBySecretHash(hashSecret(secret))
      if (key === undefined) return undefined
      await noteUse(key.id, clock())
      return principalOfKey(key)
    },
  }
}

/** Whom a key stands for. */
export function principalOfKey({ id, name, groups, team }: ApiKey): Principal {
  return { id: `key:${id}`, kind: 'key', name, groups, ...(team !== undefined && { team }) }
}

/** Hash of a secret with enough randomness of its own, so that no salt is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
