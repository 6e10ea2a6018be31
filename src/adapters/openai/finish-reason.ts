import { LorekeepError } from '../../domain/errors.ts'

export type FinishReason = 'stop' | 'length' | 'filtered'

/** The words of OpenAI, vLLM, Text Generation Inference, Zhipu (`sensitive`, `model_context_window_exceeded`) and gateways. */
const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['content_filter', 'filtered'],
  ['sensitive', 'filtered'],
])

/** The server gave up: vLLM, gateways, DeepSeek and Zhipu, in this order. */
const givenUp: ReadonlySet<string> = new Set(['abort', 'error', 'insufficient_system_resource', 'network_error'])

/**
 * Why a model stopped writing.
 * @throws LorekeepError `model-unavailable` when the server gave up, `model-answer-invalid` for a
 *   reason that cannot follow from what we ask for, such as a tool call
 */
export function finishReasonOf(reported: string, providerName: string): FinishReason {
  const reason = reasons.get(reported)
  if (reason !== undefined) return reason
  throw givenUp.has(reported)
    ? new LorekeepError('model-unavailable', `"${providerName}" gave up in the middle of its answer.`)
    : new LorekeepError('model-answer-invalid', `"${providerName}" stopped for an unknown reason, "${reported}".`)
}
