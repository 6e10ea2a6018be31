import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './part.ts'

/** What every request is answered with: a sentence of the evidence, cited. */
const pieces = ['Full-time employees', ' receive 27 days', ' of paid annual leave', ' each year', '.', ' [1]']

/**
 * A model that needs no time: the whole stream is written at once. Tells the body of the last request it got, so that
 * all are measured with what Lorekeep sends.
 */
export async function serveModel(): Promise<void> {
  const reply = Buffer.from(streamOf(pieces))
  let last = ''
  const server = createServer({ keepAlive: true, keepAliveTimeout: 0 }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      last = Buffer.concat(parts).toString('utf8')
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }).end(reply)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  answerParent(`http://127.0.0.1:${port}/v1`, async () => last)
}

function streamOf(content: readonly string[]): string {
  const chunk = (rest: object) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model: 'instant', ...rest })}\n\n`
  const choice = (delta: object, reason: string | null) => ({
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  return [
    chunk(choice({ role: 'assistant', content: '' }, null)),
    ...content.map((text) => chunk(choice({ content: text }, null))),
    chunk(choice({}, 'stop')),
    chunk({ choices: [], usage: { prompt_tokens: 218, completion_tokens: 17, total_tokens: 235 } }),
    'data: [DONE]\n\n',
  ].join('')
}
