import * as z from 'zod'
import { LorekeepError } from '../../../domain/errors.ts'
import { jsonOf } from '../../../domain/text/json-of.ts'
import type { ModelProvider } from '../../../domain/routing/model-catalogue.ts'
import type { DeferredReply } from '../../../ports/deferred-chat.ts'
import { usageOf, usageSchema } from '../completion-chunk.ts'
import { finishReasonOf } from '../finish-reason.ts'
import { opensThoughtsInPrompt, ThinkTags } from '../think-tags.ts'

const label = z.union([z.string(), z.number()]).nullish()

const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          reasoning_content: z.string().nullish(),
          reasoning: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: usageSchema.nullish(),
})

const resultLine = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.int().nullish(), body: z.unknown() }).nullish(),
  error: z.object({ code: label }).nullish(),
})

const refusal = z.object({ error: z.object({ code: label, type: z.string().nullish() }) })

/**
 * What became of the requests, by their ids, as the lines of a file say. A line that makes no sense is left out: its
 * request counts as one that nothing is known of.
 */
export function readResults(file: string, provider: ModelProvider): ReadonlyMap<string, DeferredReply> {
  const replies = new Map<string, DeferredReply>()
  for (const line of file.split('\n')) {
    const read = resultLine.safeParse(jsonOf(line))
    if (read.success) replies.set(read.data.custom_id, replyOf(read.data, provider))
  }
  return replies
}

function replyOf({ response, error }: z.infer<typeof resultLine>, provider: ModelProvider): DeferredReply {
  const status = response?.status_code ?? 200
  const body = completion.safeParse(response?.body)
  if (status >= 400 || !body.success) {
    const told = refusal.safeParse(response?.body)
    const why = error?.code ?? (told.success ? (told.data.error.code ?? told.data.error.type) : undefined)
    return { error: notAnswered(provider, status, why ?? undefined) }
  }
  const { choices, usage } = body.data
  const [choice] = choices
  try {
    return {
      text: textOf(choice?.message ?? {}, provider.model),
      finish: finishReasonOf(choice?.finish_reason ?? 'stop', provider.name),
      ...(usage && { usage: usageOf(usage) }),
    }
  } catch (problem) {
    if (problem instanceof LorekeepError) return { error: problem }
    throw problem
  }
}

type Message = z.infer<typeof completion>['choices'][number]['message']

/** What the reader is to see; thoughts are not. */
function textOf(message: Message, model: string): string {
  const tags = new ThinkTags({ beginsInThought: opensThoughtsInPrompt(model) })
  if (message.reasoning_content || message.reasoning) tags.thoughtsCameApart()
  const parts = [...tags.push(message.content ?? ''), ...tags.end()]
  const said = parts.map(({ type, text }) => (type === 'text' ? text : '')).join('')
  return said === '' ? (message.refusal ?? '') : said
}

/** The words of a refusal may repeat what we sent, so only its labels are passed on. */
function notAnswered({ name }: ModelProvider, status: number, why: string | number | undefined): LorekeepError {
  const reason = why === undefined ? (status >= 400 ? ` (status ${status})` : '') : ` (${why})`
  return status === 429 || status >= 500
    ? new LorekeepError('model-unavailable', `"${name}" did not answer a request of a batch${reason}.`)
    : new LorekeepError('model-rejected', `"${name}" did not answer a request of a batch${reason}.`)
}
