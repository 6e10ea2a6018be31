import type { EndpointCall } from '../domain/accounting/endpoint-call.ts'
import type { ModelCatalogue } from '../domain/routing/model-catalogue.ts'
import type { Policy } from '../domain/privacy/policy.ts'
import type { Principal } from '../domain/access/principal.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Clock, NewId } from '../ports/clock.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { FindSensitive } from '../privacy/find-sensitive.ts'
import type { AskRequest, Emit } from './ask-request.ts'
import type { ModelCall } from './generation/model-call.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'

/** One question on its way through the stages, with the settings that hold for all of it. */
export interface Inquiry {
  readonly answerId: string
  readonly conversationId: string
  readonly request: AskRequest
  readonly principal: Principal
  readonly policy: Policy
  /** Finds sensitive values; what becomes of them is for the policy to say. */
  readonly findSensitive: FindSensitive
  readonly catalogue: ModelCatalogue
  readonly stopwatch: Stopwatch
  /** The model calls made so far, also those of an answer that then failed. */
  readonly calls: ModelCall[]
  /** The calls of endpoints that embed and rerank. */
  readonly endpointCalls: EndpointCall[]
}

export interface InquiryParts {
  readonly policy: LiveValue<Policy>
  readonly findSensitive: FindSensitive
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly clock: Clock
  readonly newId: NewId
}

/** @throws LorekeepError `bad-request` for an empty question */
export function beginInquiry(parts: InquiryParts, request: AskRequest, principal: Principal, emit: Emit): Inquiry {
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
