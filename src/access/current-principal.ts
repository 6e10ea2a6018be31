import type { Principal } from '../domain/access/principal.ts'
import type { AccessStore } from '../ports/access-store.ts'
import { principalOfKey } from './api-keys.ts'
import { administrator } from './sign-in.ts'

/**
 * A principal with the rights it has now, for work that goes on after it left; undefined when it may do nothing any more.
 * Of people nobody keeps their groups: they are as they were when they signed in.
 */
export type CurrentPrincipal = (given: Principal) => Promise<Principal | undefined>

export function createCurrentPrincipal(store: Pick<AccessStore, 'keys'>): CurrentPrincipal {
  return async (given) => {
    if (given.kind === 'admin') return administrator
    if (given.kind !== 'key') return given
    const key = (await store.keys()).find(({ id }) => `key:${id}` === given.id)
    return key && principalOfKey(key)
  }
}
