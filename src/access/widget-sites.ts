import { everyone, parseGroupName } from '../domain/access/access-label.ts'
import { LorekeepError } from '../domain/errors.ts'
import { isAdmin, type Principal } from '../domain/access/principal.ts'
import type { AccessStore, WidgetSite } from '../ports/access-store.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock, NewId } from '../ports/clock.ts'
import type { TokenSigner } from '../ports/token-signer.ts'

const purpose = 'widget'

/** Sites that may embed the widget, and the short-lived tokens their servers fetch for a page. */
export interface WidgetSites {
  /** @throws LorekeepError `bad-request` for something that is no origin, `conflict` for one that is registered */
  register(
    site: { readonly origin: string; readonly name: string; readonly groups: readonly string[] },
    actor: string,
  ): Promise<WidgetSite>
  list(): Promise<readonly WidgetSite[]>
  /** Its tokens stop working at once. @throws LorekeepError `not-found` */
  remove(id: string, actor: string): Promise<void>
  /**
   * A token for the pages of a site. Whoever asks cannot give away more than it may read itself.
   * @throws LorekeepError `not-found` for an origin that is not registered
   */
  issueToken(origin: string, requester: Principal): Promise<{ readonly token: string; readonly expiresAt: number }>
  /** Whom a token stands for when it comes from a page of `origin`; undefined when it is not valid there. */
  principalOf(token: string, origin: string | undefined): Promise<Principal | undefined>
  isRegistered(origin: string): Promise<boolean>
}

export interface WidgetSitesParts {
  readonly store: AccessStore
  readonly signer: TokenSigner
  readonly audit: AuditLog
  readonly clock: Clock
  readonly newId: NewId
  readonly tokenMinutes: number
}

export function createWidgetSites(parts: WidgetSitesParts): WidgetSites {
  const { store, signer, audit, clock, newId, tokenMinutes } = parts
  const siteOf = async (origin: string) => (await store.sites()).find((site) => site.origin === origin)
  return {
    async register({ origin, name, groups }, actor) {
      const site: WidgetSite = {
        id: newId(),
        origin: parseOrigin(origin),
        name: name.trim(),
        groups: [...new Set(groups.map(parseGroupName))],
        createdAt: clock(),
      }
      await store.saveSite(site)
      await audit.append({
        at: site.createdAt,
        actor,
        action: 'site.created',
        subject: site.id,
        details: { origin: site.origin, groups: site.groups },
      })
      return site
    },
    list: () => store.sites(),
    async remove(id, actor) {
      if (!(await store.removeSite(id))) {
        throw new LorekeepError('not-found', `There is no widget site ${id}.`, {
          hint: 'GET /api/v1/widget/sites lists them.',
        })
      }
      await audit.append({ at: clock(), actor, action: 'site.removed', subject: id, details: {} })
    },
    async issueToken(origin, requester) {
      const site = await siteOf(parseOrigin(origin))
      if (site === undefined) {
        throw new LorekeepError('not-found', `${origin} is not registered as a site that may embed the widget.`, {
          hint: 'An administrator registers it with POST /api/v1/widget/sites.',
        })
      }
      const mine = new Set([...requester.groups, everyone])
      const groups = isAdmin(requester) ? site.groups : site.groups.filter((group) => mine.has(group))
      const lifetimeSeconds = tokenMinutes * 60
      const token = await signer.sign(purpose, { sub: site.id, groups }, lifetimeSeconds)
      return { token, expiresAt: clock() + lifetimeSeconds * 1000 }
    },
    async principalOf(token, origin) {
      const claims = await signer.verify(purpose, token)
      if (claims === undefined) return undefined
      const site = (await store.sites()).find(({ id }) => id === claims['sub'])
      if (site === undefined || site.origin !== origin) return undefined
      const granted = Array.isArray(claims['groups']) ? claims['groups'] : []
      return {
        id: `widget:${site.id}`,
        kind: 'widget',
        name: site.name,
        groups: site.groups.filter((group) => granted.includes(group)),
      }
    },
    isRegistered: async (origin) => (await siteOf(origin)) !== undefined,
  }
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new LorekeepError('bad-request', `"${text}" is not the origin of a web site.`, {
      hint: 'Give scheme, host and port only, such as https://support.example.com',
    })
  }
  return url.origin
}
