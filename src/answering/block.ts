import { languageOf } from '../domain/language.ts'
import { noUsage } from '../domain/accounting/usage.ts'
import { countKinds } from '../privacy/find-sensitive.ts'
import { findHiddenBy, rulesForQuestion } from '../privacy/hiding.ts'
import { redact } from '../privacy/redact.ts'
import type { Screening } from '../privacy/screen.ts'
import { createVault } from '../privacy/vault.ts'
import { answerTexts } from './answer-texts.ts'
import type { Inquiry } from './inquiry.ts'
import { type Draft, noEvidence, ownRoute } from './draft.ts'

/** Ends a question that holds a value which the policy blocks: nothing is searched or sent, and only a redacted form is stored. */
export function block(inquiry: Inquiry, screening: Screening): Draft {
  const { request, answerId, conversationId, stopwatch, policy, findSensitive } = inquiry
  const language = languageOf(request.question)
  const text = answerTexts[language].blocked(screening.blockedKinds)
  const route = ownRoute({ code: 'blocked-by-policy', detail: screening.blockedKinds.join(', ') })
  const storedQuestion = redact(
    request.question,
    createVault(),
    findHiddenBy(findSensitive, rulesForQuestion(policy)),
  ).text
  stopwatch.emit({ type: 'start', id: answerId, conversationId, route })
  stopwatch.emit({ type: 'delta', text })
  return {
    status: 'blocked',
    text,
    language,
    citations: [],
    route,
    found: { question: countKinds(screening.spans), evidence: {} },
    cache: 'bypass',
    storedQuestion,
    standaloneQuestion: storedQuestion,
    passages: [],
    usedChunks: new Set(),
    judgement: noEvidence,
    strictestClassification: 'public',
    baselineUsage: noUsage,
  }
}
