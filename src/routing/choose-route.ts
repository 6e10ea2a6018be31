import type { Classification } from '../domain/access/classification.ts'
import type { Difficulty } from '../domain/routing/difficulty.ts'
import type { ModelCatalogue, ModelProvider } from '../domain/routing/model-catalogue.ts'
import type { Micros } from '../domain/money.ts'
import type { Policy } from '../domain/privacy/policy.ts'
import type { RouteReason } from '../domain/routing/route.ts'
import { isOpen } from '../domain/time/schedule.ts'
import type { SensitiveKind } from '../domain/privacy/sensitive-span.ts'
import type { ModelHealth } from './model-health.ts'

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
  /** False for a model that is left alone for a while, as it kept failing. */
  readonly allows: (provider: ModelProvider) => boolean
  readonly healthOf: (provider: ModelProvider) => ModelHealth
  /** True for a provider that has no place left, nor room to wait for one. */
  readonly isFull: (provider: ModelProvider) => boolean
  /** The time of the question, in ms since the epoch. */
  readonly at: number
  /** What budget is so low that the cheapest come first, as a reason names it; undefined where none is. */
  readonly lowBudget?: string
  /** A provider whose reply is there already: nothing but the policy stands in its way, and it goes first. */
  readonly replied?: string
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
 * the others, unless a budget is low, and among equals the cheapest for its weight and health, on the premises before the
 * cloud where nothing else tells.
 */
export function chooseRoute(facts: RoutingFacts): RoutePlan {
  const { providers, hardFrom } = facts.catalogue
  if (providers.length === 0) return { candidates: [], reasons: [{ code: 'no-model-configured' }] }

  const cloud = cloudVerdict(facts)
  const allowed = providers.filter((provider) =>
    provider.tier === 'on-prem' ? facts.redacted || facts.policy.onPrem === 'raw' : cloud.allowed,
  )
  const isThere = ({ name }: ModelProvider) => name === facts.replied
  const obstacles = allowed.map((provider) => ({
    provider,
    obstacle: isThere(provider) ? undefined : obstacleOf(provider, facts),
  }))
  const usable = obstacles.filter(({ obstacle }) => obstacle === undefined).map(({ provider }) => provider)
  const { probability } = facts.difficulty
  const isHard = probability >= hardFrom
  const wanted = facts.lowBudget === undefined ? isHard : undefined
  const ordered = inOrder(usable, wanted, facts.costOf, facts.healthOf)
  const candidates = ordered.toSorted((a, b) => Number(isThere(b)) - Number(isThere(a)))
  return {
    candidates,
    reasons: [
      cloud.reason,
      ...obstacles.map(({ obstacle }) => obstacle).filter((obstacle) => obstacle !== undefined),
      ...(candidates.length === 0 ? [{ code: 'no-provider-left' } as const] : []),
      ...(candidates.length === 1 ? [{ code: 'only-candidate' } as const] : []),
      ...(candidates.length > 1
        ? [
            { code: isHard ? 'hard-question' : 'simple-question', detail: probability.toFixed(2) } as const,
            ...(facts.lowBudget === undefined ? [] : [{ code: 'budget-low', detail: facts.lowBudget } as const]),
            { code: 'preferred-tier', detail: candidates[0]?.tier ?? '' } as const,
            ...putBack(
              candidates,
              inOrder(usable, wanted, facts.costOf, () => unknownHealth),
              facts,
            ),
          ]
        : []),
    ],
  }
}

/** Why a provider that is allowed cannot be asked now. */
function obstacleOf(provider: ModelProvider, facts: RoutingFacts): RouteReason | undefined {
  const { name } = provider
  if (!isOnDuty(provider, facts.at)) return { code: 'outside-schedule', detail: name }
  if (!fits(provider, facts.promptTokens)) {
    return { code: 'provider-failed', detail: `the prompt does not fit the context of ${name}` }
  }
  if (!facts.allows(provider)) {
    return { code: 'provider-failed', detail: `${name} failed repeatedly and is left alone for a while` }
  }
  return facts.isFull(provider) ? { code: 'provider-busy', detail: name } : undefined
}

/** @param wantsStrong whether strong models fit the question better; undefined where money decides alone */
function inOrder(
  providers: readonly ModelProvider[],
  wantsStrong: boolean | undefined,
  costOf: RoutingFacts['costOf'],
  healthOf: (provider: ModelProvider) => Pick<ModelHealth, 'score'>,
): readonly ModelProvider[] {
  return providers
    .map((provider) => {
      const { score } = healthOf(provider)
      return {
        provider,
        misfit: wantsStrong === undefined || provider.strong === wantsStrong ? 0 : 1,
        price: (costOf(provider) ?? Number.POSITIVE_INFINITY) / (provider.weight * score),
        isPoorly: score < poorScore,
      }
    })
    .toSorted(
      (a, b) =>
        a.misfit - b.misfit ||
        // Two unknown prices are as good as each other.
        (a.price === b.price ? 0 : a.price - b.price) ||
        Number(a.isPoorly) - Number(b.isPoorly) ||
        tierRank[a.provider.tier] - tierRank[b.provider.tier],
    )
    .map(({ provider }) => provider)
}

/** Below it a model goes after others that cost the same. */
const poorScore = 0.8
const unknownHealth = { score: 1 }

/** Those that would have come earlier, had they not failed or been slow lately. */
function putBack(
  order: readonly ModelProvider[],
  withoutHealth: readonly ModelProvider[],
  { healthOf }: RoutingFacts,
): readonly RouteReason[] {
  return order
    .filter((provider, place) => place > withoutHealth.indexOf(provider) && healthOf(provider).score < 1)
    .map((provider) => {
      const { calls, failures, firstWordMs } = healthOf(provider)
      const time = firstWordMs === undefined ? '' : `, first word after ${(firstWordMs / 1000).toFixed(1)} s`
      return { code: 'poor-health', detail: `${provider.name}: ${failures} of ${calls} calls failed${time}` }
    })
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

/** Whether a provider may be asked at a time. */
export function isOnDuty({ schedule }: ModelProvider, at: number): boolean {
  return schedule === undefined || isOpen(schedule, at)
}

/** Whether a prompt of so many tokens leaves room for an answer. */
export function fits(provider: ModelProvider, promptTokens: number): boolean {
  return promptTokens + provider.maxOutputTokens <= provider.contextTokens
}
