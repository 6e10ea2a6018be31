import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { callbackify } from 'node:util'
import { LorekeepError, messageOf } from '../../../../src/domain/errors.ts'
import { isReachable } from './reachable-address.ts'

/** An IP address that a name stands for. */
export interface HostAddress {
  readonly address: string
  readonly family: number
}

export type ResolveHost = (host: string) => Promise<readonly HostAddress[]>

export const resolveHost: ResolveHost = (host) => lookup(host, { all: true })

/**
 * A lookup for sockets that knows only addresses that may be reached. The connection is made to what
 * was checked, so that a name which changes its mind in between leads nowhere.
 */
export function createCheckedLookup(resolve: ResolveHost, allowPrivate: boolean): LookupFunction {
  const look = callbackify((host: string) => checkedAddresses(host, resolve, allowPrivate))
  return (host, options, callback) =>
    look(host, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) callback(error, '', 0)
      else if (options.all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
}

async function checkedAddresses(
  host: string,
  resolve: ResolveHost,
  allowPrivate: boolean,
): Promise<readonly HostAddress[]> {
  const addresses = await resolve(host).catch((error: unknown) => {
    throw notFound(host, messageOf(error))
  })
  const refused = addresses.find(({ address }) => !isReachable(address, allowPrivate))
  if (refused !== undefined) throw refusedAddress(host, refused.address, allowPrivate)
  if (addresses.length === 0) throw notFound(host, 'the name has no address')
  return addresses
}

/** Refuses a host that is itself an IP address which may not be reached; names are looked at when they are resolved. */
export function refuseLiteral(hostname: string, allowPrivate: boolean): void {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0 && !isReachable(literal, allowPrivate)) throw refusedAddress(hostname, literal, allowPrivate)
}

function refusedAddress(host: string, address: string, allowPrivate: boolean): LorekeepError {
  return new LorekeepError('forbidden', `${host} leads to the address ${address}, which must not be fetched from.`, {
    hint: allowPrivate
      ? 'Link-local, multicast and reserved addresses and the metadata services of clouds are never fetched.'
      : 'If it is a server of your own network, define the source with --allow-private.',
  })
}

function notFound(host: string, reason: string): LorekeepError {
  return new LorekeepError('source-unavailable', `The host ${host} is not found: ${reason}.`, {
    hint: 'Check the name, and the name service of this machine.',
  })
}
