import type { PlainBehaviour } from './behaviours.ts'
import type { BehaviourScript } from './behaviour-script.ts'
import { secondsNow } from './completion-identity.ts'
import type { Endpoint } from './endpoint.ts'
import { perform } from './perform.ts'
import type { ServerProfile } from './server-profile.ts'

/** `GET /v1/models`. */
export function models(profile: ServerProfile, script: BehaviourScript<undefined, PlainBehaviour>): Endpoint {
  return {
    method: 'GET',
    serve: (exchange) =>
      perform(script.next(undefined, exchange.record), exchange, () => exchange.sendJson(200, answer(profile))),
  }
}

function answer(profile: ServerProfile): unknown {
  const created = secondsNow()
  return {
    object: 'list',
    data: profile.models.map((id) => ({
      id,
      object: 'model',
      created,
      owned_by: profile.vendor,
      ...(profile.vendor === 'vllm' &&
        Number.isFinite(profile.contextWindow) && { max_model_len: profile.contextWindow }),
    })),
  }
}
