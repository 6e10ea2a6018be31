import ipaddr from 'ipaddr.js'

/** Addresses at which clouds tell a machine its own secrets, where no range gives them away. */
const metadataServices: ReadonlySet<string> = new Set(['100.100.100.200', '168.63.129.16', 'fd00:ec2::254'])

const privateRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'carrierGradeNat', 'uniqueLocal'])

/** All of IPv6 that is routed in the internet (RFC 4291, IANA). */
const globalIpv6 = ipaddr.IPv6.parse('2000::')

/**
 * Whether pages may be fetched from an IP address: public ones always, those of private networks and
 * of this machine where that is allowed. Link-local, multicast and reserved addresses and the metadata
 * services of clouds never. An IPv4 address inside an IPv6 one (mapped, NAT64) counts as itself.
 */
export function isReachable(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = embeddedIpv4(ipaddr.process(address))
  if (metadataServices.has(parsed.toString())) return false
  const range = parsed.range()
  if (range === 'unicast') return parsed.kind() === 'ipv4' || parsed.match(globalIpv6, 3)
  return allowPrivate && privateRanges.has(range)
}

/** NAT64 (RFC 6052, well-known prefix) carries an IPv4 address in its last 32 bits. */
function embeddedIpv4(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  const isNat64 = address.kind() === 'ipv6' && address.range() === 'rfc6052'
  return isNat64 ? ipaddr.fromByteArray(address.toByteArray().slice(-4)) : address
}
