import * as z from 'zod'
import type { AuditRecord } from '../domain/audit/audit-record.ts'
import type { AuditLog } from '../ports/audit-log.ts'

/** What became of the sensitive values of a kind. The numbers count values as often as they were met. */
export interface ReportedKind {
  readonly kind: string
  /** In questions and in the evidence that was chosen for them. */
  readonly found: number
  /** Of these, in questions of which text went to a model in the cloud: as placeholders. */
  readonly hiddenFromCloud: number
  /** Of these, in questions that were blocked. */
  readonly blocked: number
}

/** A week of questions, for the data-protection officer: counts, and nothing of what anybody asked. */
export interface PrivacyWeek {
  /** Its Monday, such as 2026-11-23. Weeks are in UTC. */
  readonly week: string
  readonly questions: number
  readonly blocked: number
  readonly abstained: number
  readonly failed: number
  /** Answers by where they were made. */
  readonly answers: Readonly<Record<'extractive' | 'on-prem' | 'cloud' | 'cache', number>>
  /** Questions of which text went to a model in the cloud, also if that failed. */
  readonly sentToCloud: number
  /** Questions that a rule kept from the cloud, by the rule. */
  readonly keptInHouse: Readonly<Record<KeptReason, number>>
  /** The most frequent first. */
  readonly kinds: readonly ReportedKind[]
}

const keptReasons = ['classification-forbids-cloud', 'kinds-forbid-cloud', 'redaction-failed'] as const
type KeptReason = (typeof keptReasons)[number]

const tier = z.enum(['extractive', 'on-prem', 'cloud'])

/** What the audit record of a question says. */
const questionDetails = z.object({
  tier,
  cache: z.string().default('miss'),
  reasons: z.array(z.string()).default([]),
  calls: z.array(z.object({ tier })).default([]),
  kinds: z.record(z.string(), z.number()).default({}),
})

const recordsAtOnce = 1000
const dayMs = 24 * 60 * 60 * 1000
const weekMs = 7 * dayMs
/** The Monday before 1970-01-01. */
const firstMonday = -3 * dayMs

/**
 * The weeks between two times, from the audit trail, oldest first; weeks without questions are left out.
 * @param from in ms since the epoch, inclusive
 * @param to exclusive
 */
export async function reportPrivacy(
  auditLog: Pick<AuditLog, 'records'>,
  from: number,
  to: number,
): Promise<readonly PrivacyWeek[]> {
  const weeks = new Map<string, PrivacyWeek>()
  for await (const record of recordsOf(auditLog)) {
    if (record.at < from || record.at >= to || !record.action.startsWith('question.')) continue
    const week = weekOf(record.at)
    weeks.set(week, withQuestion(weeks.get(week) ?? emptyWeek(week), record))
  }
  return [...weeks.values()].sort((left, right) => (left.week < right.week ? -1 : 1))
}

async function* recordsOf(auditLog: Pick<AuditLog, 'records'>): AsyncGenerator<AuditRecord> {
  let after = 0
  for (;;) {
    const page = await auditLog.records(after, recordsAtOnce)
    if (page.length === 0) return
    yield* page
    after = page.at(-1)?.sequence ?? after
  }
}

/** The Monday of a time's week, as a day. */
function weekOf(at: number): string {
  const monday = Math.floor((at - firstMonday) / weekMs) * weekMs + firstMonday
  return new Date(monday).toISOString().slice(0, 10)
}

function emptyWeek(week: string): PrivacyWeek {
  return {
    week,
    questions: 0,
    blocked: 0,
    abstained: 0,
    failed: 0,
    answers: { 'extractive': 0, 'on-prem': 0, 'cloud': 0, 'cache': 0 },
    sentToCloud: 0,
    keptInHouse: { 'classification-forbids-cloud': 0, 'kinds-forbid-cloud': 0, 'redaction-failed': 0 },
    kinds: [],
  }
}

function withQuestion(week: PrivacyWeek, { action, details }: AuditRecord): PrivacyWeek {
  const question = questionDetails.parse(details)
  const isBlocked = action === 'question.blocked'
  const wentToCloud = question.calls.some((call) => call.tier === 'cloud')
  const madeBy = question.cache === 'hit' ? 'cache' : question.tier
  const isAnswered = action === 'question.answered'
  const hasFailed = action === 'question.failed' || action === 'question.cancelled'
  return {
    week: week.week,
    questions: week.questions + 1,
    blocked: week.blocked + Number(isBlocked),
    abstained: week.abstained + Number(action === 'question.abstained'),
    failed: week.failed + Number(hasFailed),
    answers: isAnswered ? { ...week.answers, [madeBy]: week.answers[madeBy] + 1 } : week.answers,
    sentToCloud: week.sentToCloud + Number(wentToCloud),
    keptInHouse: withReasons(week.keptInHouse, question.reasons),
    kinds: withKinds(week.kinds, question.kinds, wentToCloud, isBlocked),
  }
}

function withReasons(counts: PrivacyWeek['keptInHouse'], reasons: readonly string[]): PrivacyWeek['keptInHouse'] {
  const sums = { ...counts }
  for (const reason of keptReasons) sums[reason] += Number(reasons.includes(reason))
  return sums
}

function withKinds(
  known: readonly ReportedKind[],
  found: Readonly<Record<string, number>>,
  wentToCloud: boolean,
  isBlocked: boolean,
): readonly ReportedKind[] {
  const sums = new Map(known.map((each) => [each.kind, each]))
  for (const [kind, count] of Object.entries(found)) {
    const before = sums.get(kind) ?? { kind, found: 0, hiddenFromCloud: 0, blocked: 0 }
    sums.set(kind, {
      kind,
      found: before.found + count,
      hiddenFromCloud: before.hiddenFromCloud + (wentToCloud ? count : 0),
      blocked: before.blocked + (isBlocked ? count : 0),
    })
  }
  return [...sums.values()].sort((left, right) => right.found - left.found || (left.kind < right.kind ? -1 : 1))
}
