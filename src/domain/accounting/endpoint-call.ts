import type { CallPurpose } from './ledger-entry.ts'
import type { Tier } from '../routing/route.ts'
import type { TokenUsage } from './usage.ts'

/** A text as it was sent. */
export interface SentText {
  readonly as: 'question' | 'text'
  readonly text: string
}

/** A call of an endpoint that embeds or reranks, as it is booked. */
export interface EndpointCall {
  readonly purpose: Extract<CallPurpose, 'embed' | 'rerank'>
  readonly tier: Exclude<Tier, 'extractive'>
  readonly provider: string
  readonly model: string
  /** Of a failed call that may have been charged for as well, as estimated; nothing for one that was refused. */
  readonly usage: TokenUsage
  readonly outcome: 'finished' | 'failed' | 'cancelled'
  /** Why it failed. */
  readonly error?: string
  readonly startedAt: number
  readonly milliseconds: number
  /** How many texts were sent, the question among them. */
  readonly textCount: number
  /** What was sent of a question, by what it is, where it left the house; passages to rerank are counted only. */
  readonly sent: readonly SentText[]
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
