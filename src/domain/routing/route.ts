/** Where an answer is made, from nearest to farthest. */
const tiers = ['extractive', 'on-prem', 'cloud'] as const

export type Tier = (typeof tiers)[number]

/** One machine-readable reason for a decision, with the values it was made on. */
export interface RouteReason {
  readonly code:
    | 'no-model-configured'
    | 'classification-forbids-cloud'
    | 'kinds-forbid-cloud'
    | 'cloud-allowed'
    | 'preferred-tier'
    | 'simple-question'
    | 'hard-question'
    | 'only-candidate'
    | 'poor-health'
    | 'outside-schedule'
    | 'provider-busy'
    | 'provider-failed'
    | 'tried-again'
    | 'asked-beside'
    | 'continued'
    | 'time-limit'
    | 'no-provider-left'
    | 'budget-exhausted'
    | 'budget-low'
    | 'redaction-failed'
    | 'answered-again'
    | 'shared-call'
    | 'answered-later'
    | 'nothing-supported'
    | 'instruction-in-question'
    | 'answered-from-cache'
    | 'no-evidence'
    | 'blocked-by-policy'
  readonly detail?: string
}

/** The decision where one answer is made. */
export interface Route {
  readonly tier: Tier
  readonly provider: string
  readonly model: string
  readonly reasons: readonly RouteReason[]
}
