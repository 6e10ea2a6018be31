import type { Classification } from '../domain/classification.ts'
import type { Difficulty } from '../domain/difficulty.ts'
import type { ModelCatalogue, ModelProvider } from '../domain/model-catalogue.ts'
import type { Micros } from '../domain/money.ts'
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
  readonly difficulty: Difficulty
  readonly allows: (provider: string) => boolean
  /** What an answer by a provider costs, about; undefined where its price is not known. */
  readonly costOf: (provider: ModelProvider) => Micros | undefined
}

/** Which providers may answer, in the order to try them; when none is left the answer is extractive. */
export interface RoutePlan {
  readonly candidates: readonly ModelProvider[]
  readonly reasons: readonly RouteReason[]
}

/**
 * Constraints first, as a filter that binds every fallback; then the order: those as strong as the question needs before
 * the others, and among equals the cheapest for its weight, on the premises before the cloud where nothing else tells.
 */
export function chooseRoute(facts: RoutingFacts): RoutePlan {
  const { providers, hardFrom } = facts.catalogue
  if (providers.length === 0) return { candidates: [], reasons: [{ code: 'no-model-configured' }] }

  const cloud = cloudVerdict(facts)
  const allowed = providers.filter((provider) =>
    provider.tier === 'on-prem' ? facts.redacted || facts.policy.onPrem === 'raw' : cloud.allowed,
  )
  const usable = allowed.filter((provider) => fits(provider, facts.promptTokens) && facts.allows(provider.name))
  const { probability } = facts.difficulty
  const isHard = probability >= hardFrom
  const candidates = inOrder(usable, isHard, facts.costOf)
  const passedOver = allowed.filter((provider) => !usable.includes(provider))
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
      ...(candidates.length > 1
        ? [
            { code: isHard ? 'hard-question' : 'simple-question', detail: probability.toFixed(2) } as const,
            { code: 'preferred-tier', detail: candidates[0]?.tier ?? '' } as const,
          ]
        : []),
    ],
  }
}

function inOrder(
  providers: readonly ModelProvider[],
  isHard: boolean,
  costOf: RoutingFacts['costOf'],
): readonly ModelProvider[] {
  const priceOf = (provider: ModelProvider) => (costOf(provider) ?? Number.POSITIVE_INFINITY) / provider.weight
  return providers
    .map((provider) => ({ provider, misfit: provider.strong === isHard ? 0 : 1, price: priceOf(provider) }))
    .toSorted(
      (a, b) =>
        a.misfit - b.misfit ||
        // Two unknown prices are as good as each other.
        (a.price === b.price ? 0 : a.price - b.price) ||
        tierRank[a.provider.tier] - tierRank[b.provider.tier],
    )
    .map(({ provider }) => provider)
}

const tierRank = { 'on-prem': 0, 'cloud': 1 } as const

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
