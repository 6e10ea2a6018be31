import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import { openCedictGloss } from '../language/cedict-gloss.ts'
import type { EmbeddingReply, EmbeddingRequest, EmbeddingSetup } from './embedding-protocol.ts'
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
    const { id, urgent, texts } = request
    const vectors: Float32Array<ArrayBuffer>[] = []
    try {
      for (const text of texts) {
        const windows = await gate.run(urgent, () => encoder.windowsOf(gloss?.toEnglish(text) ?? text))
        const pooled: Float32Array[] = []
        for (const window of windows) {
          if (!wanted.has(id)) return undefined
          pooled.push(await gate.run(urgent, () => encoder.encodeWindow(window)))
        }
        vectors.push(new Float32Array(encoder.join(pooled)))
      }
      return { type: 'embedded', id, vectors }
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
  port.postMessage(reply, reply.type === 'embedded' ? reply.vectors.map((vector) => vector.buffer) : [])
}

if (parentPort !== null) await serve(parentPort, workerData as EmbeddingSetup)
