import type { EndpointAccounts } from '../accounting/booking/endpoint-accounts.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { CloudGuard } from '../privacy/outgoing/cloud-guard.ts'
import { screen, type Screening } from '../privacy/screen.ts'
import type { Abstain } from './abstain.ts'
import type { Ask } from './ask-request.ts'
import { block } from './block.ts'
import type { Conclude } from './conclusion/conclude.ts'
import { type Draft, failedDraft, type OpenedConversation, type Talk } from './draft.ts'
import type { Rewritten } from './follow-up/rewrite-by-rule.ts'
import { findEvidence, type FindEvidenceParts } from './evidence/find-evidence.ts'
import { beginInquiry, type Inquiry, type InquiryParts } from './inquiry.ts'
import type { OpenConversation } from './conversation/open-conversation.ts'
import type { AskedQuestion, Recall, Recalled } from './cache/recall.ts'
import { replay } from './cache/replay.ts'
import type { Flight, SingleFlight } from './cache/single-flight.ts'
import { QuestionParked } from './later/parked-question.ts'
import type { Reply } from './reply.ts'
import { type Rewrite, talkFor } from './follow-up/rewrite.ts'
import { createOutputScreen } from './presentation/screen-output.ts'

/** The stages that need something from outside, ready made. */
export interface AskParts extends InquiryParts, FindEvidenceParts {
  readonly openConversation: OpenConversation
  readonly rewrite: Rewrite
  readonly recall: Recall
  readonly singleFlight: SingleFlight
  readonly abstain: Abstain
  readonly reply: Reply
  readonly conclude: Conclude
  readonly journal: Pick<AnswerJournal, 'get'>
  readonly endpoints: Pick<EndpointAccounts, 'forQuestion' | 'book'>
  readonly cloudGuard: Pick<CloudGuard, 'during'>
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
      if (error instanceof QuestionParked) {
        await parts.endpoints.book(payerOf(inquiry), inquiry.endpointCalls)
        throw error
      }
      await parts.conclude.failure(inquiry, failedDraft(error), error)
      throw error
    }
  }
}

/** Books what endpoints are asked on the way of a question with it. */
function onAccount<T>({ endpoints }: AskParts, inquiry: Inquiry, work: () => Promise<T>): Promise<T> {
  return endpoints.forQuestion(payerOf(inquiry), (call) => inquiry.endpointCalls.push(call), work)
}

function payerOf({ principal, answerId }: Inquiry) {
  return { principalId: principal.id, ...(principal.team !== undefined && { team: principal.team }), answerId }
}

/** The way of a question, stage by stage. */
async function answerQuestion(parts: AskParts, inquiry: Inquiry, flight: Flight, signal: AbortSignal): Promise<Draft> {
  const { request, principal, policy, stopwatch } = inquiry
  const screening = await stopwatch.stage('screen', () => screen(request.question, policy, inquiry.findSensitive))
  if (screening.verdict === 'block') return block(inquiry, screening)

  const opened = await parts.openConversation(inquiry.conversationId, principal, {
    leavesNoTrace: request.isSingle === true,
    isNew: request.conversationId === undefined,
  })
  const rewritten = await stopwatch.stage('rewrite', () => parts.rewrite(inquiry, opened, signal))
  const conversation = talkFor(opened, rewritten)
  const understood = { ...rewritten, screening, opened, conversation }
  const answer = () => answerUnderstood(parts, inquiry, understood, flight, signal)
  const { relation, classification, vault } = conversation
  return relation === 'first' || relation === 'new-topic'
    ? answer()
    : parts.cloudGuard.during(
        { classification, vault: { occurrences: (text) => vault.current.occurrences(text) } },
        answer,
      )
}

/** A question that stands by itself now, and the talk that it belongs to. */
interface Understood extends Rewritten {
  readonly screening: Screening
  readonly opened: OpenedConversation
  readonly conversation: Talk
}

async function answerUnderstood(
  parts: AskParts,
  inquiry: Inquiry,
  { question, language, screening, opened, conversation }: Understood,
  flight: Flight,
  signal: AbortSignal,
): Promise<Draft> {
  const { request, principal, policy, catalogue, stopwatch } = inquiry
  const filters = request.filters ?? {}
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

  const evidence = await findEvidence(parts, inquiry, question, signal)
  const findings = {
    conversation,
    question,
    ...(asked !== undefined && { asked }),
    screening: screenTalk(screening, question, conversation, inquiry),
    ...evidence,
    language,
  }
  if (!evidence.judgement.sufficient) return parts.abstain(inquiry, findings)

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
