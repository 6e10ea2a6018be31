import { createMemoryEmbedder } from '../../src/adapters/memory/memory-embedder.ts'
import { createOpenAiEmbedder } from '../../src/adapters/openai/openai-embedder.ts'
import { createLocalModelEmbedder } from '../../src/adapters/transformers/embedding/local-model-embedder.ts'
import { openBundledEmbedder, silentLog, workerPaths } from '../integration/transformers/bundled-embedder.ts'
import { startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { embedderContract } from './embedder.contract.ts'

embedderContract('The bag of words in memory', async () => ({ embedder: createMemoryEmbedder() }))

embedderContract('The bundled model', async () => ({ embedder: openBundledEmbedder() }))

embedderContract('A model folder', async () => {
  const bundled = openBundledEmbedder()
  const { modelFolder, glossFile } = await bundled.prepare()
  const { embedding: embeddingWorkerPath } = workerPaths
  return {
    embedder: createLocalModelEmbedder({ modelDir: modelFolder, glossFile, embeddingWorkerPath, log: silentLog }),
    release: () => bundled.close(),
  }
})

embedderContract('An endpoint', async () => {
  const server = await startOpenAiServer({ contextWindow: 300 })
  return {
    embedder: createOpenAiEmbedder({
      baseUrl: server.baseUrl,
      model: 'test-model',
      apiKey: undefined,
      tier: 'on-prem',
    }),
    release: () => server.close(),
  }
})
