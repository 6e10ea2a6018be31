import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openCedictGloss } from '../../language/cedict-gloss.ts'
import { embedText } from './embed-text.ts'
import type { EmbeddedText, EmbeddingSetup, EmbeddingTask } from './embedding-protocol.ts'
import { loadSentenceEncoder } from './sentence-encoder.ts'
import { serveModel } from '../threads/serve-model.ts'

async function serve(port: MessagePort, setup: EmbeddingSetup): Promise<void> {
  const encoder = await loadSentenceEncoder(setup.encoder)
  const gloss = setup.glossFile === undefined ? undefined : await openCedictGloss(setup.glossFile)
  serveModel<EmbeddingTask, EmbeddedText>(port, {
    resultFor: (text, { prefix, tokens }, turn) => embedText(encoder, gloss, { text, prefix, tokens }, turn),
    buffersOf: ({ vector, spans, words, codes, vectors }) =>
      [vector, spans, words, codes, vectors].map(({ buffer }) => buffer),
  })
}

if (parentPort !== null) await serve(parentPort, workerData as EmbeddingSetup)
