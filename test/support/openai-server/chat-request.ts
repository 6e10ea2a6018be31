import * as z from 'zod'
import { chatMessage } from './chat-messages.ts'
import type { Vendor } from './vendor-error.ts'

const count = z.int().min(1)
const freeForm = z.record(z.string(), z.unknown())
const includeUsage = z.boolean().optional()

const functionDefinition = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  parameters: freeForm.optional(),
  strict: z.boolean().nullish(),
})

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string(),
      description: z.string().optional(),
      schema: freeForm.optional(),
      strict: z.boolean().nullish(),
    }),
  }),
])

const namedTool = z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) })

const shared = {
  messages: z.array(chatMessage).min(1),
  model: z.string(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  logprobs: z.boolean().nullish(),
  max_completion_tokens: count.nullish(),
  max_tokens: count.nullish(),
  n: count.max(128).nullish(),
  parallel_tool_calls: z.boolean().optional(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  response_format: responseFormat.optional(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).min(1).max(4)]).nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  tool_choice: z.union([z.enum(['none', 'auto', 'required']), namedTool]).optional(),
  tools: z.array(z.strictObject({ type: z.literal('function'), function: functionDefinition })).optional(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  user: z.string().optional(),
}

const openAiRequest = z
  .strictObject({
    ...shared,
    stream_options: z
      .strictObject({ include_usage: includeUsage, include_obfuscation: z.boolean().optional() })
      .nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
    modalities: z.array(z.enum(['text', 'audio'])).nullish(),
    prediction: z.strictObject({ type: z.literal('content'), content: z.string() }).nullish(),
    prompt_cache_key: z.string().nullish(),
    prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
    safety_identifier: z.string().nullish(),
    service_tier: z.enum(['auto', 'default', 'flex', 'scale', 'priority']).nullish(),
    store: z.boolean().nullish(),
    verbosity: z.enum(['low', 'medium', 'high']).nullish(),
    web_search_options: freeForm.optional(),
  })
  .superRefine(refuseWhatIsNotServed)
  .superRefine((request, context) => {
    if (request.max_tokens != null && request.max_completion_tokens != null)
      context.addIssue({
        code: 'custom',
        path: ['max_tokens'],
        message: "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      })
  })

const vllmRequest = z
  .strictObject({
    ...shared,
    stream_options: z
      .strictObject({ include_usage: includeUsage, continuous_usage_stats: z.boolean().optional() })
      .nullish(),
    add_generation_prompt: z.boolean().optional(),
    add_special_tokens: z.boolean().optional(),
    allowed_token_ids: z.array(z.int()).nullish(),
    bad_words: z.array(z.string()).optional(),
    cache_salt: z.string().min(1).nullish(),
    chat_template: z.string().nullish(),
    chat_template_kwargs: freeForm.nullish(),
    continue_final_message: z.boolean().optional(),
    documents: z.array(z.record(z.string(), z.string())).nullish(),
    echo: z.boolean().optional(),
    ignore_eos: z.boolean().optional(),
    include_reasoning: z.boolean().optional(),
    include_stop_str_in_output: z.boolean().optional(),
    length_penalty: z.number().optional(),
    min_p: z.number().min(0).max(1).nullish(),
    min_tokens: z.int().min(0).optional(),
    priority: z.int().optional(),
    prompt_logprobs: z.int().nullish(),
    repetition_penalty: z.number().positive().nullish(),
    request_id: z.string().optional(),
    skip_special_tokens: z.boolean().optional(),
    spaces_between_special_tokens: z.boolean().optional(),
    stop_token_ids: z.array(z.int()).nullish(),
    structured_outputs: freeForm.nullish(),
    top_k: z.int().nullish(),
    truncate_prompt_tokens: z.int().min(-1).nullish(),
    vllm_xargs: freeForm.nullish(),
  })
  .superRefine(refuseWhatIsNotServed)

/** A chat request that passed: the fields that both vendors know. */
export type ChatCompletionRequest = z.infer<z.ZodObject<typeof shared>> & {
  readonly stream_options?:
    | { readonly include_usage?: boolean | undefined; readonly continuous_usage_stats?: boolean | undefined }
    | null
    | undefined
}

/**
 * The documented fields of a vendor's chat request, and no others. vLLM itself only logs unknown fields; here they are
 * refused, so that a field meant for one vendor is noticed when it is sent to the other.
 */
export function chatRequestSchema(vendor: Vendor): z.ZodType<ChatCompletionRequest> {
  return vendor === 'vllm' ? vllmRequest : openAiRequest
}

/** The most tokens the request allows for the completion. */
export function completionLimit(request: ChatCompletionRequest): number | undefined {
  return request.max_completion_tokens ?? request.max_tokens ?? undefined
}

function refuseWhatIsNotServed(
  request: z.infer<z.ZodObject<typeof shared>> & { stream_options?: unknown },
  context: z.RefinementCtx,
): void {
  const refuse = (param: string, message: string): void => context.addIssue({ code: 'custom', path: [param], message })
  if (request.stream_options != null && request.stream !== true)
    refuse('stream_options', "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
  if ((request.n ?? 1) > 1) refuse('n', 'This test server gives one choice only.')
  if (request.logprobs === true) refuse('logprobs', 'This test server has no log probabilities.')
}
