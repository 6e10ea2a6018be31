import type { EndpointCall } from '../domain/endpoint-call.ts'
import type { ModelCatalogue } from '../domain/model-catalogue.ts'
import type { Policy } from '../domain/policy.ts'
import type { Principal } from '../domain/principal.ts'
import type { FindSensitive } from '../privacy/find-sensitive.ts'
import type { AskRequest } from './ask-request.ts'
import type { ModelCall } from './generation/model-call.ts'
import type { Stopwatch } from './stopwatch.ts'

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
