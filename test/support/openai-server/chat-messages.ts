import * as z from 'zod'
import { countTokens } from './token-count.ts'

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() })
const refusalPart = z.strictObject({ type: z.literal('refusal'), refusal: z.string() })
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
})
const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
})

const text = z.union([z.string(), z.array(textPart).min(1)])
const textAndImages = z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)])
const textAndRefusal = z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, refusalPart])).min(1)])
const name = z.string().optional()

/** A message in the roles that both vendors document, without audio and files. */
export const chatMessage = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: text, name }),
  z.strictObject({ role: z.literal('developer'), content: text, name }),
  z.strictObject({ role: z.literal('user'), content: textAndImages, name }),
  z.strictObject({
    role: z.literal('assistant'),
    content: textAndRefusal.nullish(),
    name,
    refusal: z.string().nullish(),
    tool_calls: z.array(toolCall).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), content: text, tool_call_id: z.string() }),
])

export type ChatMessage = z.infer<typeof chatMessage>

/** The words of a message, its text parts joined. */
function messageText(message: ChatMessage): string {
  if (typeof message.content === 'string') return message.content
  return (message.content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('')
}

/** What the user said last; empty when the user said nothing. */
export function lastUserText(request: { readonly messages: readonly ChatMessage[] }): string {
  const last = request.messages.findLast((message) => message.role === 'user')
  return last === undefined ? '' : messageText(last)
}

/** The `prompt_tokens` that the server reports for these messages: their text, and what the template adds to each. */
export function countPromptTokens(messages: readonly ChatMessage[], templateTokens = 0): number {
  return messages.reduce((sum, message) => sum + countTokens(messageText(message)) + templateTokens, 0)
}
