import { noUsage } from '../domain/accounting/usage.ts'
import { countKinds } from '../privacy/find-sensitive.ts'
import { answerTexts } from './answer-texts.ts'
import type { Inquiry } from './inquiry.ts'
import { type Draft, type Findings, ownRoute } from './draft.ts'
import { strictest } from '../domain/access/classification.ts'
import type { RouteReason } from '../domain/routing/route.ts'

export type Abstain = (inquiry: Inquiry, findings: Findings, reasons?: readonly RouteReason[]) => Draft

/** How many of the closest documents are named. */
const closestNamed = 3

/** Says that nothing was found, what comes closest, and whom to ask. No model is called. */
export const abstain: Abstain = (inquiry, findings, reasons = [{ code: 'no-evidence' }]) => {
  const { request, answerId, conversationId, stopwatch } = inquiry
  const texts = answerTexts[findings.language]
  const current = findings.passages.filter(({ supersededBy }) => supersededBy === undefined)
  const titles = [...new Set(current.map(({ title }) => title))].slice(0, closestNamed)
  const owners = [...new Set(current.flatMap(({ title, owner }) => (titles.includes(title) ? (owner ?? []) : [])))]
  const text = titles.length === 0 ? texts.nothingFound : `${texts.nothingFound} ${texts.closest(titles, owners)}`
  const route = ownRoute(...reasons)
  stopwatch.emit({ type: 'start', id: answerId, conversationId, route })
  stopwatch.emit({ type: 'delta', text })
  return {
    status: 'abstained',
    text,
    language: findings.language,
    citations: [],
    route,
    found: { question: countKinds(findings.screening.spans), evidence: {} },
    cache: 'miss',
    storedQuestion: request.question,
    standaloneQuestion: findings.question,
    passages: findings.passages,
    usedChunks: new Set(),
    judgement: findings.judgement,
    ...(findings.planted !== undefined && { planted: findings.planted }),
    strictestClassification: strictest(findings.passages.map(({ classification }) => classification)),
    baselineUsage: noUsage,
    conversation: findings.conversation,
  }
}
