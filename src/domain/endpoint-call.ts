import type { CallPurpose } from './ledger-entry.ts'
import type { Tier } from './route.ts'
import type { TokenUsage } from './usage.ts'

/** A call of an endpoint that embeds or reranks, as it is booked. */
export interface EndpointCall {
  readonly purpose: Extract<CallPurpose, 'embed' | 'rerank'>
  readonly tier: Exclude<Tier, 'extractive'>
  readonly provider: string
  readonly model: string
  readonly usage: TokenUsage
  readonly startedAt: number
  /** The budget reservation that its booking replaces; absent where no budget binds it. */
  readonly reservation?: string
}

/**
 * Where an endpoint stands that nobody named a tier for: on the premises when its host is this machine, a name without
 * a dot or of a private zone, or a private address; in the cloud otherwise.
 */
export function tierOfAddress(address: string): EndpointCall['tier'] {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const isNear =
    (!host.includes('.') && !host.includes(':')) ||
    /\.(?:local|internal|lan|intranet|localhost|home\.arpa|svc|cluster\.local)$/.test(host) ||
    /^(?:127|10)\.\d+\.\d+\.\d+$|^192\.168\.\d+\.\d+$|^172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$/.test(host) ||
    /^(?:::1|f[cd][0-9a-f]{2}:.*)$/.test(host)
  return isNear ? 'on-prem' : 'cloud'
}
