import type { Classification } from '../domain/access/classification.ts'
import type { Difficulty } from '../domain/routing/difficulty.ts'
import type { Principal } from '../domain/access/principal.ts'
import { languageOf } from '../domain/language.ts'
import type { RouteReason, Tier } from '../domain/routing/route.ts'
import { screen } from '../privacy/screen.ts'
import { createUnkeptVault } from './conversation/conversation-vault.ts'
import { findEvidence, type FindEvidenceParts } from './evidence/find-evidence.ts'
import { beginInquiry, type InquiryParts } from './inquiry.ts'
import type { PlanReply } from './plan-reply.ts'
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

export interface PreviewRouteParts extends Omit<InquiryParts, 'newId'>, FindEvidenceParts {
  readonly planReply: PlanReply
}

/**
 * The way of a first question of a conversation up to its route. Asks no model and writes nothing down.
 * @throws LorekeepError `bad-request` for an empty question
 */
export function createPreviewRoute(parts: PreviewRouteParts): PreviewRoute {
  const inquiryParts = { ...parts, newId: () => 'preview' }
  return async (question, principal, signal) => {
    const inquiry = beginInquiry(inquiryParts, { question }, principal, () => undefined)
    const screening = screen(question, inquiry.policy, inquiry.findSensitive)
    if (screening.verdict === 'block') {
      return { question, outcome: 'blocked', candidates: [], reasons: [{ code: 'blocked-by-policy' }] }
    }
    const findings = withoutPlanted({
      conversation: { turns: [], classification: 'public', vault: createUnkeptVault(), relation: 'first' },
      question,
      screening,
      ...(await findEvidence(parts, inquiry, question, signal)),
      language: languageOf(question),
    })
    if (!findings.judgement.sufficient || findings.passages.length === 0) {
      return { question, outcome: 'abstained', candidates: [], reasons: [{ code: 'no-evidence' }] }
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
