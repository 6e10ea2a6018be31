import { nothingSaved } from '../../src/accounting/savings/split-saving.ts'
import type { Answer } from '../../src/domain/answers/answer.ts'
import type { AuditEvent } from '../../src/domain/audit/audit-record.ts'
import type { Explanation } from '../../src/domain/answers/explanation.ts'
import type { LedgerEntry } from '../../src/domain/accounting/ledger-entry.ts'
import { type Micros, toMicros, zeroMicros } from '../../src/domain/money.ts'
import { noUsage } from '../../src/domain/accounting/usage.ts'
import type { Settlement } from '../../src/ports/answer-journal.ts'

/** 15 May 2024, 12:00 UTC. */
export const noon = Date.UTC(2024, 4, 15, 12)

export function answerWith(fields: Partial<Answer> & { readonly id: string }): Answer {
  return {
    conversationId: 'conversation-1',
    question: 'How many days of leave?\u0000 年假几天？',
    text: 'Thirty days [1].',
    language: 'en',
    status: 'answered',
    citations: [],
    route: { tier: 'on-prem', provider: 'vllm', model: 'qwen', reasons: [{ code: 'preferred-tier' }] },
    privacy: { redactions: { EMAIL: 1 }, leftTheBuilding: false },
    usage: { ...noUsage, costMicros: zeroMicros, currency: 'USD', baselineMicros: toMicros(50) },
    cache: 'miss',
    timings: { totalMs: 12.5, stages: { retrieve: 3.25 } },
    createdAt: noon,
    ...fields,
  }
}

export const explanation: Explanation = {
  status: 'answered',
  standaloneQuestion: 'How many days of leave?',
  passages: [],
  evidence: { sufficient: true, coverage: 0.75, similarity: 0.5 },
  found: { question: {}, evidence: { EMAIL: 2 } },
  strictestClassification: 'internal',
  route: { tier: 'on-prem', provider: 'vllm', model: 'qwen', reasons: [] },
  calls: [],
}

export function eventWith(fields: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: noon,
    actor: 'user:ada',
    action: 'question.answered',
    subject: 'answer-1',
    details: { tier: 'on-prem', redactions: { EMAIL: 1 }, left: false },
    ...fields,
  }
}

export function callWith(fields: Partial<LedgerEntry> & { readonly id: string }): LedgerEntry {
  return {
    kind: 'call',
    answerId: 'answer-1',
    at: noon,
    principalId: 'user:ada',
    team: 'legal',
    tier: 'cloud',
    provider: 'openai',
    model: 'gpt-large',
    usage: { promptTokens: 1000, cachedTokens: 100, completionTokens: 50, reasoningTokens: 10, estimated: false },
    costMicros: toMicros(300),
    currency: 'USD',
    baselineMicros: zeroMicros,
    saved: nothingSaved,
    cache: 'miss',
    outcome: 'answered',
    unpriced: false,
    ...fields,
  }
}

export function questionWith(fields: Partial<LedgerEntry> & { readonly id: string }): LedgerEntry {
  return callWith({
    kind: 'question',
    usage: noUsage,
    costMicros: zeroMicros,
    baselineMicros: toMicros(900),
    ...fields,
  })
}

/** The settlement of a question that was answered with one call of the given cost. */
export function settlementOf(id: string, costMicros: Micros, reservations: readonly string[] = []): Settlement {
  return {
    answer: answerWith({ id }),
    principalId: 'user:ada',
    explanation,
    entries: [
      callWith({ id: `${id}-call`, answerId: id, costMicros }),
      questionWith({ id: `${id}-question`, answerId: id }),
    ],
    event: eventWith({ subject: id }),
    reservations,
  }
}
