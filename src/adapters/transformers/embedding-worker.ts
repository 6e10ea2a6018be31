import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import { openCedictGloss } from '../language/cedict-gloss.ts'
import { embedText, type Turn } from './embed-text.ts'
import type { EmbeddedText, EmbeddingReply, EmbeddingRequest, EmbeddingSetup } from './embedding-protocol.ts'
import { PriorityGate } from './priority-gate.ts'
import { loadSentenceEncoder } from './sentence-encoder.ts'

// Texts go through the model one by one. Int8 inputs are scaled by the largest number of a whole batch, so a text's
// vector would depend on its neighbours; and on a CPU batches of texts of more than 60 tokens are no faster.
async function serve(port: MessagePort, setup: EmbeddingSetup): Promise<void> {
  const encoder = await loadSentenceEncoder(setup.encoder)
  const gloss = setup.glossFile === undefined ? undefined : await openCedictGloss(setup.glossFile)
  const gate = new PriorityGate()
  const wanted = new Set<number>()
  const answering = new Set<Promise<void>>()

  const embed = async (request: EmbeddingRequest & { type: 'embed' }): Promise<EmbeddingReply | undefined> => {
    const { id, urgent, texts, prefix, tokens } = request
    const turn: Turn = async (work) => (wanted.has(id) ? gate.run(urgent, work) : undefined)
    const embedded: EmbeddedText[] = []
    try {
      for (const text of texts) {
        const one = await embedText(encoder, gloss, { text, prefix, tokens }, turn)
        if (one === undefined) return undefined
        embedded.push(one)
      }
      return { type: 'embedded', id, texts: embedded }
    } catch (error) {
      const code = error instanceof LorekeepError ? error.code : 'model-unavailable'
      return { type: 'failed', id, code, message: messageOf(error) }
    }
  }

  const answer = async (request: EmbeddingRequest & { type: 'embed' }): Promise<void> => {
    wanted.add(request.id)
    const reply = await embed(request)
    wanted.delete(request.id)
    if (reply !== undefined) send(port, reply)
  }

  port.on('message', (request: EmbeddingRequest) => {
    if (request.type === 'cancel') wanted.delete(request.id)
    else if (request.type === 'end') void Promise.allSettled(answering).then(() => port.close())
    else {
      const answered = answer(request).finally(() => answering.delete(answered))
      answering.add(answered)
    }
  })
  send(port, { type: 'ready' })
}

function send(port: MessagePort, reply: EmbeddingReply): void {
  const arrays = reply.type === 'embedded' ? reply.texts.flatMap((text) => Object.values(text)) : []
  port.postMessage(
    reply,
    arrays.map(({ buffer }: EmbeddedText[keyof EmbeddedText]) => buffer),
  )
}

if (parentPort !== null) await serve(parentPort, workerData as EmbeddingSetup)
