import type { ChatBehaviour, Reply } from './behaviours.ts'
import { reply } from './behaviours.ts'
import type { BehaviourScript } from './behaviour-script.ts'
import { countPromptTokens } from './chat-messages.ts'
import { type ChatCompletionRequest, chatRequestSchema, completionLimit } from './chat-request.ts'
import { composeReply } from './compose-reply.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchange } from './exchange.ts'
import { parseRequest } from './parse-request.ts'
import { perform } from './perform.ts'
import { requireModel, requireRoom, type ServerProfile } from './server-profile.ts'
import { streamReply } from './stream-writer.ts'
import { wholeReply } from './whole-reply.ts'

const USUAL_REPLY = reply('This is the usual reply.')

/** `POST /v1/chat/completions`. */
export function chatCompletions(
  profile: ServerProfile,
  script: BehaviourScript<ChatCompletionRequest, ChatBehaviour>,
): Endpoint {
  const schema = chatRequestSchema(profile.vendor)
  return {
    method: 'POST',
    async serve(exchange) {
      const request = parseRequest(schema, exchange.record)
      requireModel(request.model, profile)
      const promptTokens = countPromptTokens(request.messages, profile.templateTokens)
      requireRoom(promptTokens, completionLimit(request) ?? 0, profile)
      exchange.record.worked({ prompt_tokens: promptTokens, completion_tokens: 0, total_tokens: promptTokens })
      const behaviour = script.next(request, exchange.record)
      await perform(behaviour, exchange, (scripted = USUAL_REPLY) => answer(scripted, request, exchange, profile))
    },
  }
}

async function answer(
  scripted: Reply,
  request: ChatCompletionRequest,
  exchange: Exchange,
  profile: ServerProfile,
): Promise<void> {
  const { options } = scripted
  const text = typeof scripted.text === 'string' ? scripted.text : scripted.text(request, exchange.record)
  const promptTokens = countPromptTokens(request.messages, profile.templateTokens)
  const room = Math.min(completionLimit(request) ?? Infinity, profile.contextWindow - promptTokens)
  const answered = {
    request,
    reply: composeReply(text, options, room),
    options,
    promptTokens,
    usage: options.usage ?? askedDialect(request) ?? profile.usage,
  }
  await (request.stream === true ? streamReply(answered, exchange) : wholeReply(answered, exchange))
}

function askedDialect(request: ChatCompletionRequest): 'continuous' | undefined {
  const { include_usage: asked, continuous_usage_stats: continuous } = request.stream_options ?? {}
  return asked === true && continuous === true ? 'continuous' : undefined
}
