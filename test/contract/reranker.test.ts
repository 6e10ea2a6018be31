import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEndpointReranker } from '../../src/adapters/openai/endpoint-reranker.ts'
import { createLocalReranker } from '../../src/adapters/transformers/reranking/local-reranker.ts'
import { openBundledEmbedder, silentLog, workerPaths } from '../integration/transformers/bundled-embedder.ts'
import { writeCrossEncoder } from '../support/models/cross-encoder.ts'
import { startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { rerankerContract } from './reranker.contract.ts'

rerankerContract('An endpoint', async (timeoutMs) => {
  const server = await startOpenAiServer()
  return {
    reranker: createEndpointReranker({
      baseUrl: server.baseUrl,
      model: 'test-model',
      apiKey: undefined,
      tier: 'on-prem',
      timeoutMs,
    }),
    release: () => server.close(),
  }
})

rerankerContract('A cross-encoder in a folder', async (timeoutMs) => {
  const bundled = openBundledEmbedder()
  const { modelFolder } = await bundled.prepare()
  const folder = await mkdtemp(join(tmpdir(), 'lorekeep-reranker-'))
  await writeCrossEncoder(folder, modelFolder)
  const { rerank: rerankWorkerPath } = workerPaths
  const reranker = await createLocalReranker({ modelDir: folder, rerankWorkerPath, timeoutMs, log: silentLog })
  return {
    reranker,
    async release() {
      await reranker.close()
      await bundled.close()
      await rm(folder, { recursive: true })
    },
  }
})
