import { APIError, type OpenAI, toFile } from 'openai'
import { setTimeout as pause } from 'node:timers/promises'
import { LorekeepError } from '../../../domain/errors.ts'
import type { DeferringProvider, ModelProvider } from '../../../domain/routing/model-catalogue.ts'
import type { DeferredChat, DeferredReply, DeferredRequest, RemoteBatch } from '../../../ports/deferred-chat.ts'
import { chatBody } from '../chat-body.ts'
import { createEndpointClient } from '../endpoint-client.ts'
import { translateError } from '../translate-error.ts'
import { batchTerms } from './batch-dialect.ts'
import { remoteBatchOf, remoteBatchSchema } from './remote-batch.ts'
import { readResults } from './result-line.ts'

/** A file of thousands of prompts is some megabytes. */
const transferMs = 300_000
/** How many batches are looked through for the one of a file, newest first. */
const mostLookedThrough = 1000
const checkedEveryMs = 2000
/** How Azure says that it has not looked through a file yet. */
const unchecked: ReadonlySet<string> = new Set(['uploaded', 'pending', 'running'])

/** The batch API of OpenAI, and of those that follow it. */
export function createOpenAiDeferredChat(provider: DeferringProvider): DeferredChat {
  const { batch } = provider
  const terms = batchTerms[batch.dialect]
  const endpoint = { ...provider, baseUrl: batch.baseUrl, model: batch.model }
  const client = createEndpointClient(endpoint, transferMs)
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw translateError(error, endpoint)
    }
  }

  return {
    upload: (name, requests, signal) =>
      asked(async () => {
        const lines = requests.map((request) => JSON.stringify(lineOf(request, endpoint, terms.endpoint)))
        const file = await toFile(Buffer.from(`${lines.join('\n')}\n`), `${name}.jsonl`, { type: 'application/jsonl' })
        const { id } = await client.files.create({ ...terms.upload, file, purpose: 'batch' }, { signal })
        if (terms.checksFiles) await untilChecked(client, id, signal)
        return id
      }),

    submit: (fileId, name, signal) =>
      asked(async () => {
        const body = {
          input_file_id: fileId,
          endpoint: terms.endpoint,
          ...terms.creation(name, batch.windowHours),
        }
        return read(await client.post<unknown>('/batches', { body, signal }), provider)
      }),

    find: (fileId, signal) =>
      asked(async () => {
        let looked = 0
        for await (const listed of client.batches.list({ limit: 100 }, { signal })) {
          if (listed.input_file_id === fileId) return read(listed, provider)
          looked += 1
          if (looked >= mostLookedThrough) break
        }
        return undefined
      }),

    look: (remoteId, signal) =>
      asked(() =>
        client.batches.retrieve(remoteId, { signal }).then(
          (found) => read(found, provider),
          (error: unknown) => {
            if (isGone(error)) return undefined
            throw error
          },
        ),
      ),

    replies: (remote, signal) =>
      asked(async () => {
        const replies = new Map<string, DeferredReply>()
        for (const file of remote.files) {
          const content = await client.files.content(file, { signal })
          for (const [id, reply] of readResults(await content.text(), endpoint)) replies.set(id, reply)
        }
        return replies
      }),

    cancel: (remoteId, signal) =>
      asked(async () => {
        await client.batches.cancel(remoteId, { signal }).catch((error: unknown) => {
          // It ended before.
          if (!isGone(error) && !(error instanceof APIError && (error.status === 400 || error.status === 409)))
            throw error
        })
      }),

    forget: (fileIds, signal) =>
      asked(async () => {
        for (const id of fileIds) {
          await client.files.delete(id, { signal }).catch((error: unknown) => {
            if (!isGone(error)) throw error
          })
        }
      }),
  }
}

function lineOf({ id, messages, questions }: DeferredRequest, provider: ModelProvider, url: string) {
  return {
    custom_id: id,
    method: 'POST',
    url,
    body: chatBody(provider, messages, provider.maxOutputTokens * questions),
  }
}

async function untilChecked(client: OpenAI, id: string, signal: AbortSignal): Promise<void> {
  while (true) {
    const { status } = await client.files.retrieve(id, { signal })
    if (!unchecked.has(status)) return
    await pause(checkedEveryMs, undefined, { signal })
  }
}

function read(reported: unknown, { name }: ModelProvider): RemoteBatch {
  const batch = remoteBatchSchema.safeParse(reported)
  if (batch.success) return remoteBatchOf(batch.data)
  const where = batch.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw new LorekeepError('model-answer-invalid', `"${name}" described a batch in a way that makes no sense: ${where}.`)
}

function isGone(error: unknown): boolean {
  return error instanceof APIError && error.status === 404
}
