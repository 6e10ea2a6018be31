import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTokenCounter } from '../../src/adapters/openai/token-counter.ts'

/** How many sentences an answer has: about 60 tokens, and about 150 for a question of two parts. */
const sentences = { usual: 2, ofTwoParts: 5 }
const longQuestion = 120
/** What a chat template adds to each message. */
const perMessage = 4

export interface AnsweringServer {
  readonly baseUrl: string
  close(): Promise<void>
}

interface ChatBody {
  readonly model: string
  readonly messages: readonly { readonly content: string }[]
}

/**
 * Plays a model that answers at once, from the first pieces of its evidence, as long as models do. What it bills it counts
 * with the tokenizer of such a model.
 * @param onRequest is told all that came in
 */
export async function startAnsweringServer(onRequest: (body: string) => void): Promise<AnsweringServer> {
  const counter = createTokenCounter()
  const respond = async (body: string): Promise<string> => {
    onRequest(body)
    const { model, messages } = JSON.parse(body) as ChatBody
    const text = answerTo(messages.at(-1)?.content ?? '')
    const counts = await Promise.all(messages.map(({ content }) => counter.count(content, model)))
    const prompt = counts.reduce((sum, count) => sum + count + perMessage, 0)
    return streamOf(model, text, prompt, await counter.count(text, model))
  }
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void respond(Buffer.concat(parts).toString('utf8')).then((stream) =>
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(stream),
      )
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function streamOf(model: string, text: string, prompt: number, completion: number): string {
  const chunk = (rest: object) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model, ...rest })}\n\n`
  const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
  return [
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] }),
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    chunk({ choices: [], usage }),
    'data: [DONE]\n\n',
  ].join('')
}

const evidencePattern = /<evidence number="(\d+)">\n[^\n]*\n([\s\S]*?)\n<\/evidence>/g
const sentencePattern = /[A-Z][^.!?\n|<>]{40,240}[.!?](?=\s)/g

function answerTo(prompt: string): string {
  const question = prompt.slice(prompt.lastIndexOf('\n\n'))
  const found = [...prompt.matchAll(evidencePattern)].flatMap(([, number = '', passage = '']) =>
    (passage.match(sentencePattern) ?? []).slice(0, 2).map((sentence) => `${sentence} [${number}]`),
  )
  if (found.length === 0) return 'NOT_FOUND'
  return found.slice(0, question.length > longQuestion ? sentences.ofTwoParts : sentences.usual).join(' ')
}
