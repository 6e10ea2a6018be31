import type { Classification } from '../domain/classification.ts'
import type { ModelCatalogue, ModelProvider } from '../domain/model-catalogue.ts'
import type { Policy } from '../domain/policy.ts'
import type { RouteReason } from '../domain/route.ts'
import type { SensitiveKind } from '../domain/sensitive-span.ts'

export interface RoutingFacts {
  readonly policy: Policy
  readonly catalogue: ModelCatalogue
  /** The strictest classification among the evidence and the history. */
  readonly classification: Classification
  /** Kinds in the question that keep it on the premises. */
  readonly onPremOnlyKinds: readonly SensitiveKind[]
  /** False when redaction failed: then nothing may leave. */
  readonly redacted: boolean
  /** Size of the prompt, in tokens. */
  readonly promptTokens: number
  readonly allows: (provider: string) => boolean
}

/** Which providers may answer, in the order to try them; when none is left the answer is extractive. */
export interface RoutePlan {
  readonly candidates: readonly ModelProvider[]
  readonly reasons: readonly RouteReason[]
}

/**
 * Constraints first, as a filter that binds every fallback; then the order: on the premises before
 * the cloud, and within a tier as configured.
 */
export function chooseRoute(facts: RoutingFacts): RoutePlan {
  const { providers } = facts.catalogue
  if (providers.length === 0) return { candidates: [], reasons: [{ code: 'no-model-configured' }] }

  const cloud = cloudVerdict(facts)
  const inOrder = [
    ...providers.filter(({ tier }) => tier === 'on-prem'),
    ...providers.filter(({ tier }) => tier === 'cloud'),
  ]
  const allowed = inOrder.filter((provider) =>
    provider.tier === 'on-prem' ? facts.redacted || facts.policy.onPrem === 'raw' : cloud.allowed,
  )
  const candidates = allowed.filter((provider) => fits(provider, facts.promptTokens) && facts.allows(provider.name))
  const passedOver = allowed.filter((provider) => !candidates.includes(provider))
  return {
    candidates,
    reasons: [
      cloud.reason,
      ...passedOver.map((provider): RouteReason => ({
        code: 'provider-failed',
        detail: fits(provider, facts.promptTokens)
          ? `${provider.name} failed repeatedly and is left alone for a while`
          : `the prompt does not fit the context of ${provider.name}`,
      })),
      ...(candidates.length === 0 ? [{ code: 'no-provider-left' } as const] : []),
      ...(candidates.length === 1 ? [{ code: 'only-candidate' } as const] : []),
      ...(candidates.length > 1 ? [{ code: 'preferred-tier', detail: candidates[0]?.tier ?? '' } as const] : []),
    ],
  }
}

function cloudVerdict(facts: RoutingFacts): { readonly allowed: boolean; readonly reason: RouteReason } {
  if (!facts.redacted) return { allowed: false, reason: { code: 'redaction-failed' } }
  if (facts.policy.cloud[facts.classification] === 'never') {
    return { allowed: false, reason: { code: 'classification-forbids-cloud', detail: facts.classification } }
  }
  if (facts.onPremOnlyKinds.length > 0) {
    return { allowed: false, reason: { code: 'kinds-forbid-cloud', detail: facts.onPremOnlyKinds.join(', ') } }
  }
  return { allowed: true, reason: { code: 'cloud-allowed', detail: facts.classification } }
}

function fits(provider: ModelProvider, promptTokens: number): boolean {
  return promptTokens + provider.maxOutputTokens <= provider.contextTokens
}
