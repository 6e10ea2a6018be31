import type { Budget } from '../domain/accounting/budget.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { RouteReason } from '../domain/routing/route.ts'
import type { Abstain } from './abstain.ts'
import { answerTexts } from './answer-texts.ts'
import { draftReply } from './conclusion/draft-reply.ts'
import { type Draft, type Findings, ownRoute } from './draft.ts'
import { withoutPlanted } from './evidence/without-planted.ts'
import type { Generate } from './generation/generate.ts'
import { generationTask, type GenerationTaskParts, routeTo } from './generation/generation-task.ts'
import type { Inquiry } from './inquiry.ts'
import type { PlanReply } from './plan-reply.ts'
import { quoteEvidence, type QuoteEvidenceParts } from './presentation/quote-evidence.ts'

export type Reply = (inquiry: Inquiry, findings: Findings, signal: AbortSignal) => Promise<Draft>

export interface ReplyParts extends GenerationTaskParts, QuoteEvidenceParts {
  readonly generate: Generate
  readonly abstain: Abstain
  readonly planReply: PlanReply
}

/** Answers as planned: by a model where one is allowed, else by quoting. */
export function createReply(parts: ReplyParts): Reply {
  return async (inquiry, found, signal) => {
    const { stopwatch } = inquiry
    const findings = await stopwatch.stage('guard', () => withoutPlanted(found))
    if (findings.passages.length === 0) return parts.abstain(inquiry, findings)
    const plan = await parts.planReply(inquiry, findings, signal)
    const { prompt, route } = plan

    const quote = async (reasons: readonly RouteReason[]) => {
      const own = ownRoute(...reasons)
      const answer = await quoteEvidence(parts, inquiry, findings, plan.evidence, own, signal)
      return draftReply(inquiry, findings, plan, answer, own)
    }
    if (prompt === undefined || route.candidates.length === 0) return quote(route.reasons)

    const generation = await stopwatch.stage('generate', () =>
      parts.generate(generationTask(parts, inquiry, findings, plan, prompt, signal), signal),
    )
    const reasons = [...route.reasons, ...generation.failed]
    switch (generation.status) {
      case 'answered': {
        const { answer, provider, failed, brokenOff } = generation
        return draftReply(inquiry, findings, plan, answer, routeTo(provider, route, failed), brokenOff)
      }
      case 'not-found':
        return parts.abstain(inquiry, findings, [...reasons, { code: 'no-evidence' }])
      case 'stopped':
        throw outOfBudget(generation.exhausted, findings)
      case 'no-provider': {
        const isLate = reasons.some(({ code }) => code === 'time-limit')
        return quote(isLate ? reasons : [...reasons, { code: 'no-provider-left' }])
      }
    }
  }
}

/** Says so in the language of the question. */
function outOfBudget({ kind, period }: Budget, { language }: Findings): LorekeepError {
  const { budgetExhausted, budgetHint } = answerTexts[language]
  return new LorekeepError('budget-exhausted', budgetExhausted(kind, period), { hint: budgetHint(period) })
}
