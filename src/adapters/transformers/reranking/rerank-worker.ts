import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { loadCrossEncoder } from './cross-encoder.ts'
import type { CrossEncoderSetup } from './local-cross-encoder.ts'
import type { RerankTask } from './rerank-protocol.ts'
import { serveModel } from '../threads/serve-model.ts'

async function serve(port: MessagePort, setup: CrossEncoderSetup): Promise<void> {
  const encoder = await loadCrossEncoder(setup)
  serveModel<RerankTask, number>(port, {
    resultFor: (text, { question }, turn) => turn(() => encoder.score(question, text)),
  })
}

if (parentPort !== null) await serve(parentPort, workerData as CrossEncoderSetup)
