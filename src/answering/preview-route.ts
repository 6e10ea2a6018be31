import type { Classification } from '../domain/classification.ts'
import type { Difficulty } from '../domain/difficulty.ts'
import type { ModelCatalogue } from '../domain/model-catalogue.ts'
import type { Policy } from '../domain/policy.ts'
import type { Principal } from '../domain/principal.ts'
import { languageOf } from '../domain/language.ts'
import type { RouteReason, Tier } from '../domain/route.ts'
import type { Clock } from '../ports/clock.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { FindSensitive } from '../privacy/find-sensitive.ts'
import { screen } from '../privacy/screen.ts'
import { createUnkeptVault } from './conversation/conversation-vault.ts'
import type { JudgeEvidence } from './evidence/judge-evidence.ts'
import type { PlanReply } from './plan-reply.ts'
import { evidencePassages, type Retrieve } from './retrieval/retrieve.ts'
import { createStopwatch } from './stopwatch.ts'
import { withhold } from './evidence/withhold.ts'
import { withoutPlanted } from './evidence/without-planted.ts'

/** Where a question would go if it were asked now. */
export interface RoutePreview {
  readonly question: string
  /** `quoted` where no model may be asked or none is there; `abstained` where nothing was found. */
  readonly outcome: 'generated' | 'quoted' | 'abstained' | 'blocked'
  /** Who would be asked, in this order. */
  readonly candidates: readonly {
    readonly provider: string
    readonly model: string
    readonly tier: Exclude<Tier, 'extractive'>
    readonly strong: boolean
  }[]
  readonly reasons: readonly RouteReason[]
  /** Absent for a question that was blocked or that nothing was found on. */
  readonly difficulty?: Difficulty
  /** The strictest of the evidence. */
  readonly classification?: Classification
}

export type PreviewRoute = (question: string, principal: Principal, signal: AbortSignal) => Promise<RoutePreview>

export interface PreviewRouteParts {
  readonly retrieve: Retrieve
  readonly judgeEvidence: JudgeEvidence
  readonly planReply: PlanReply
  readonly policy: LiveValue<Policy>
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly findSensitive: FindSensitive
  readonly clock: Clock
}

/** The way of a first question of a conversation up to its route. Asks no model and writes nothing down. */
export function createPreviewRoute(parts: PreviewRouteParts): PreviewRoute {
  return async (question, principal, signal) => {
    const policy = parts.policy.current()
    const screening = screen(question, policy, parts.findSensitive)
    if (screening.verdict === 'block') {
      return { question, outcome: 'blocked', candidates: [], reasons: [{ code: 'blocked-by-policy' }] }
    }
    const retrieved = await parts.retrieve(question, principal, {}, evidencePassages, signal)
    const { passages, withheld } = withhold(retrieved, policy, parts.findSensitive)
    const { judgement, comparison } = await parts.judgeEvidence(question, passages, signal)
    const findings = withoutPlanted({
      conversation: { turns: [], classification: 'public', vault: createUnkeptVault(), relation: 'first' },
      question,
      screening,
      passages,
      withheld,
      judgement,
      comparison,
      language: languageOf(question),
    })
    if (!judgement.sufficient || findings.passages.length === 0) {
      return { question, outcome: 'abstained', candidates: [], reasons: [{ code: 'no-evidence' }] }
    }
    const inquiry = {
      answerId: 'preview',
      conversationId: 'preview',
      request: { question },
      principal,
      policy,
      findSensitive: parts.findSensitive,
      catalogue: parts.catalogue.current(),
      stopwatch: createStopwatch(parts.clock, () => undefined),
      calls: [],
      endpointCalls: [],
    }
    const { route, difficulty, classification } = await parts.planReply(inquiry, findings, signal)
    return {
      question,
      outcome: route.candidates.length > 0 ? 'generated' : 'quoted',
      candidates: route.candidates.map(({ name, model, tier, strong }) => ({ provider: name, model, tier, strong })),
      reasons: route.reasons,
      difficulty,
      classification,
    }
  }
}
