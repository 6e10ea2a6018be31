import type { EndpointAccounts } from '../accounting/endpoint-accounts.ts'
import type { Principal } from '../domain/principal.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { ModelCatalogue } from '../domain/model-catalogue.ts'
import type { Policy } from '../domain/policy.ts'
import type { Clock, NewId } from '../ports/clock.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { FindSensitive } from '../privacy/find-sensitive.ts'
import { screen, type Screening } from '../privacy/screen.ts'
import type { Abstain } from './abstain.ts'
import type { Ask, AskRequest, Emit } from './ask-request.ts'
import { block } from './block.ts'
import type { Conclude } from './conclusion/conclude.ts'
import { type Draft, failedDraft, type OpenedConversation } from './draft.ts'
import type { JudgeEvidence } from './evidence/judge-evidence.ts'
import type { Inquiry } from './inquiry.ts'
import type { OpenConversation } from './conversation/open-conversation.ts'
import type { AskedQuestion, Recall, Recalled } from './cache/recall.ts'
import { replay } from './cache/replay.ts'
import type { Flight, SingleFlight } from './cache/single-flight.ts'
import type { Reply } from './reply.ts'
import { evidencePassages, type Retrieve } from './retrieval/retrieve.ts'
import { type Rewrite, talkFor } from './follow-up/rewrite.ts'
import { createOutputScreen } from './presentation/screen-output.ts'
import { createStopwatch } from './stopwatch.ts'
import { withhold } from './evidence/withhold.ts'

/** The stages that need something from outside, ready made. */
export interface AskParts {
  readonly openConversation: OpenConversation
  readonly rewrite: Rewrite
  readonly recall: Recall
  readonly singleFlight: SingleFlight
  readonly retrieve: Retrieve
  readonly judgeEvidence: JudgeEvidence
  readonly abstain: Abstain
  readonly reply: Reply
  readonly conclude: Conclude
  readonly journal: Pick<AnswerJournal, 'get'>
  readonly policy: LiveValue<Policy>
  readonly findSensitive: FindSensitive
  readonly endpoints: Pick<EndpointAccounts, 'forQuestion'>
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly clock: Clock
  readonly newId: NewId
}

export function createAsk(parts: AskParts): Ask {
  return async (request, principal, emit, signal) => {
    const inquiry = beginInquiry(parts, request, principal, emit)
    const flight = parts.singleFlight()
    try {
      const output = createOutputScreen(inquiry)
      const draft = output.pass(
        await onAccount(parts, inquiry, () => answerQuestion(parts, output.inquiry, flight, signal)),
      )
      const answer = await parts.conclude.answer(inquiry, { ...draft, cache: request.cache ?? draft.cache })
      flight.end('answered')
      return answer
    } catch (error) {
      flight.end('failed')
      await parts.conclude.failure(inquiry, failedDraft(error), error)
      throw error
    }
  }
}

/** Books what endpoints are asked on the way of a question with it. */
function onAccount<T>({ endpoints }: AskParts, inquiry: Inquiry, work: () => Promise<T>): Promise<T> {
  const { principal, answerId, endpointCalls } = inquiry
  const payer = { principalId: principal.id, ...(principal.team !== undefined && { team: principal.team }), answerId }
  return endpoints.forQuestion(payer, (call) => endpointCalls.push(call), work)
}

/** The way of a question, stage by stage. */
async function answerQuestion(parts: AskParts, inquiry: Inquiry, flight: Flight, signal: AbortSignal): Promise<Draft> {
  const { request, principal, policy, catalogue, stopwatch } = inquiry
  const filters = request.filters ?? {}

  const screening = await stopwatch.stage('screen', () => screen(request.question, policy, inquiry.findSensitive))
  if (screening.verdict === 'block') return block(inquiry, screening)

  const opened = await parts.openConversation(inquiry.conversationId, principal, request.isSingle)
  const rewritten = await stopwatch.stage('rewrite', () => parts.rewrite(inquiry, opened, signal))
  const { question, language } = rewritten
  const conversation = talkFor(opened, rewritten)

  const models = catalogue.providers.map(({ name, model }) => `${name}/${model}`)
  const asked =
    request.cache === 'bypass'
      ? undefined
      : await parts.recall.ask({ question, language, principal, policy, models, filters })
  const remembered =
    asked && (await stopwatch.stage('recall', () => recallOrWait(parts.recall, asked, inquiry, opened, flight, signal)))
  if (remembered !== undefined) {
    const original = await parts.journal.get(remembered.answer.id)
    const classification = original?.explanation.strictestClassification ?? 'restricted'
    return replay(inquiry, conversation, question, remembered, classification)
  }

  const retrieved = await stopwatch.stage('retrieve', () =>
    parts.retrieve(question, principal, filters, evidencePassages, signal),
  )
  const { passages, withheld } = await stopwatch.stage('withhold', () =>
    withhold(retrieved, policy, inquiry.findSensitive),
  )
  const { judgement, comparison } = await stopwatch.stage('judge', () =>
    parts.judgeEvidence(question, passages, signal),
  )
  const findings = {
    conversation,
    question,
    ...(asked !== undefined && { asked }),
    screening: screenTalk(screening, question, conversation, inquiry),
    passages,
    withheld,
    judgement,
    comparison,
    language,
  }
  if (!judgement.sufficient) return parts.abstain(inquiry, findings)

  return parts.reply(inquiry, findings, signal)
}

/** A remembered answer; where there is none, but somebody asks the same just now, theirs when it is there. */
async function recallOrWait(
  recall: Recall,
  asked: AskedQuestion,
  { principal, request }: Inquiry,
  { turns }: OpenedConversation,
  flight: Flight,
  signal: AbortSignal,
): Promise<Recalled | undefined> {
  const remembered = await recall.find(asked, principal, signal)
  // What was said before may stand in the answer; such an answer is nobody else's.
  if (remembered !== undefined || turns.length > 0) return remembered
  // Questions on their own are many of one caller, which are put together elsewhere.
  if (request.isSingle) return undefined
  return (await flight.waitFor(asked.key, signal)) ? recall.find(asked, principal, signal) : undefined
}

/** What was said before travels with the question, so it binds it too. */
function screenTalk(
  screening: Screening,
  question: string,
  { turns }: OpenedConversation,
  inquiry: Inquiry,
): Screening {
  const talk = [question, ...turns.flatMap((turn) => [turn.standaloneQuestion, turn.answer])].join('\n')
  return { ...screening, onPremOnlyKinds: screen(talk, inquiry.policy, inquiry.findSensitive).onPremOnlyKinds }
}

function beginInquiry(parts: AskParts, request: AskRequest, principal: Principal, emit: Emit): Inquiry {
  if (request.question.trim() === '') {
    throw new LorekeepError('bad-request', 'The question is empty.', {
      hint: 'Send a question of at least one character.',
    })
  }
  return {
    answerId: request.answerId ?? parts.newId(),
    conversationId: request.conversationId ?? parts.newId(),
    request,
    principal,
    policy: parts.policy.current(),
    findSensitive: parts.findSensitive,
    catalogue: parts.catalogue.current(),
    stopwatch: createStopwatch(parts.clock, emit),
    calls: [],
    endpointCalls: [],
  }
}
