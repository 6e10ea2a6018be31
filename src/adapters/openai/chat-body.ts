import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'

/** A chat request in fields that OpenAI and vLLM both know. */
export function chatBody(
  provider: Pick<ModelProvider, 'model' | 'temperature' | 'outputLimitField'>,
  messages: readonly ChatMessage[],
  maxOutputTokens: number,
) {
  return {
    model: provider.model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    temperature: provider.temperature,
    [provider.outputLimitField]: maxOutputTokens,
  }
}
