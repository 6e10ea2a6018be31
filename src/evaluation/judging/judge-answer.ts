import { strictest } from '../../domain/access/classification.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { ModelCatalogue, ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { Policy } from '../../domain/privacy/policy.ts'
import type { Principal } from '../../domain/access/principal.ts'
import { usualAnswerMs } from '../../domain/time/time-limits.ts'
import { noUsage } from '../../domain/accounting/usage.ts'
import type { AnswerJournal } from '../../ports/answer-journal.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import type { Log } from '../../ports/log.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { JudgingBill, SettleJudging } from '../../answering/conclusion/settle-judging.ts'
import type { AttemptParts } from '../../answering/generation/attempt.ts'
import type { ModelCall } from '../../answering/generation/model-call.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { attemptIn } from '../../privacy/injection/screen-question.ts'
import type { GoldenQuestion } from '../golden-question.ts'
import type { QuestionResult } from '../question-result.ts'
import { withoutCitationMarks } from '../without-citation-marks.ts'
import { askJudges, type Grading, type JudgeTask } from './ask-judges.ts'
import { chooseJudges, judgesOf, nameOf } from './choose-judges.ts'
import { readJudgedSources } from './judged-sources.ts'
import { type Judgement, nothingSpent } from './judgement.ts'
import { type JudgedAnswer, redactForJudge } from './redact-for-judge.ts'
import { readReferences } from './references.ts'
import { createValuesOfSources, type ValuesOfSources } from './values-of-sources.ts'

/** Grades an answer by the reference answer of its question; undefined where it has none. */
export type JudgeAnswer = (
  golden: GoldenQuestion,
  ended: Pick<QuestionResult, 'answer' | 'failure'>,
  signal: AbortSignal,
) => Promise<Judgement | undefined>

export interface JudgeOptions {
  readonly principal: Principal
  /** As `provider/model`, in the order to try them; all configured ones where absent. */
  readonly models?: readonly string[]
}

/**
 * Gets ready to grade the answers to golden questions.
 * @throws LorekeepError `bad-arguments` when there is no judge, or no question with a reference answer
 */
export type PrepareJudge = (questions: readonly GoldenQuestion[], options: JudgeOptions) => Promise<JudgeAnswer>

export interface JudgeParts extends AttemptParts {
  readonly policy: LiveValue<Policy>
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly findSensitive: FindSensitive
  readonly journal: Pick<AnswerJournal, 'get'>
  readonly registry: Pick<DocumentRegistry, 'page' | 'get' | 'extracted'>
  readonly sourceFiles: Pick<SourceFiles, 'duplicatesAt'>
  readonly settleJudging: SettleJudging
  readonly log: Log
}

export function createPrepareJudge(parts: JudgeParts): PrepareJudge {
  return async (questions, { principal, models }) => {
    const judges = judgesOf(parts.catalogue.current(), models)
    const gradable = questions.filter(({ answer, status }) => answer !== undefined && status === 'answered')
    if (gradable.length === 0) {
      throw new LorekeepError('bad-arguments', 'No golden question has an answer to judge by.', {
        hint: 'Write the right answer into the lines of the file: "answer": "27 days."',
      })
    }
    const referenceOf = await readReferences(gradable, parts.registry, parts.sourceFiles)
    const valuesOfSources = createValuesOfSources(parts.findSensitive)
    return async (golden, { answer, failure }, signal) => {
      if (golden.answer === undefined || golden.status !== 'answered') return undefined
      if (answer?.status !== 'answered') {
        return { notJudged: 'not-answered', detail: failure?.code ?? answer?.status ?? '', ...nothingSpent }
      }
      const stored = await parts.journal.get(answer.id)
      const reference = referenceOf(golden)
      const read = await readJudgedSources(stored, reference.documentIds, parts)
      const judging: Judging = {
        judged: {
          golden,
          reference: golden.answer,
          text: withoutCitationMarks(answer.text),
          classification: strictest([
            stored?.explanation.strictestClassification ?? 'restricted',
            reference.classification,
          ]),
          sources: 'sources' in read ? read.sources : [],
        },
        ...('unknown' in read && { unknown: read.unknown }),
        valuesOfSources,
        answerId: answer.id,
        judges,
        isOrdered: models !== undefined,
        principal,
        policy: parts.policy.current(),
        catalogue: parts.catalogue.current(),
        calls: [],
      }
      return booked(parts, judging, () => grade(parts, judging, signal))
    }
  }
}

/** One answer on its way to its grade, with the settings that hold for all of it. */
interface Judging {
  readonly judged: JudgedAnswer
  /** Why nobody can tell what is sensitive in it: then it stays in the house. */
  readonly unknown?: string
  readonly valuesOfSources: ValuesOfSources
  readonly answerId: string
  readonly judges: readonly ModelProvider[]
  readonly isOrdered: boolean
  readonly principal: Principal
  readonly policy: Policy
  readonly catalogue: ModelCatalogue
  /** The calls made so far. */
  readonly calls: ModelCall[]
}

async function grade(parts: JudgeParts, judging: Judging, signal: AbortSignal): Promise<Grading> {
  const { judged, unknown, policy, catalogue, calls } = judging
  // As with answers: a question that tries to turn the machine that reads it is for no model.
  const attempt = attemptIn(judged.golden.question)
  if (attempt.length > 0) return { notJudged: 'instruction-in-question', detail: attempt.join(', ') }
  const judges = unknown === undefined ? judging.judges : judging.judges.filter(({ tier }) => tier === 'on-prem')
  if (unknown !== undefined && judges.length === 0) return { notJudged: 'kept-in-house', detail: unknown }
  const prepared = redactForJudge(judged, { ...parts, ...judging })
  const chosen = chooseJudges({ ...judging, judges, classification: judged.classification, prepared }, parts)
  if ('notJudged' in chosen) return chosen
  const task: JudgeTask = {
    ...judging,
    judges: chosen,
    timeLimitMs: catalogue.timeLimitMs ?? usualAnswerMs,
    promptFor: ({ tier }) => {
      if (tier === 'on-prem' && policy.onPrem === 'raw') return prepared.raw
      if (prepared.redacted !== undefined) return prepared.redacted
      throw new TypeError('A judge was chosen that may only see what could not be redacted.')
    },
    onCall: (call) => calls.push(call),
  }
  return askJudges(parts, task, signal)
}

/** Books what was asked, also when it was interrupted. */
async function booked(parts: JudgeParts, judging: Judging, work: () => Promise<Grading>): Promise<Judgement> {
  let outcome: string = 'interrupted'
  let bill: JudgingBill | undefined
  let grading: Grading
  try {
    grading = await work()
    outcome = 'notJudged' in grading ? grading.notJudged : 'judged'
  } finally {
    bill = await settle(parts, judging, outcome)
  }
  const { usage, costMicros } = bill ?? { usage: noUsage, costMicros: 0 }
  return {
    ...('notJudged' in grading ? grading : { ...grading.graded, judge: nameOf(grading.judge) }),
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    costMicros,
  }
}

/** Undefined where nothing was asked. */
async function settle(parts: JudgeParts, judging: Judging, outcome: string): Promise<JudgingBill | undefined> {
  const { calls, judged } = judging
  if (calls.length === 0) return undefined
  const leftTheBuilding = calls.some(({ provider }) => provider.tier === 'cloud')
  return parts.settleJudging({
    ...judging,
    facts: { outcome, classification: judged.classification, leftTheBuilding },
  })
}
