import { LorekeepError } from '../../../domain/errors.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import { type CrossEncoderSetup, readLocalCrossEncoder } from './local-cross-encoder.ts'
import { ModelThreads, type ThreadOptions } from '../threads/model-threads.ts'
import type { RerankTask } from './rerank-protocol.ts'

export interface LocalRerankerOptions extends ThreadOptions {
  /** A cross-encoder in the folder layout of transformers.js. */
  readonly modelDir: string
  /** The built `rerank-worker.ts`. */
  readonly rerankWorkerPath: string
  /** Most time for all texts, in ms, since a person waits. Default 2,000. */
  readonly timeoutMs?: number
}

export interface LocalReranker extends Reranker {
  /** Finishes what it has and ends its threads. */
  close(): Promise<void>
}

/** Portions of texts that may wait, ten searches or so. What waits longer is late anyway. */
const mostWaitingJobs = 50

/**
 * Scores from a cross-encoder in a folder on this machine, in threads of its own. What is not done in time is dropped,
 * also when it is the model's start that takes so long.
 * @throws LorekeepError `bad-configuration` when the folder holds no such model
 */
export async function createLocalReranker(options: LocalRerankerOptions): Promise<LocalReranker> {
  const { modelDir, rerankWorkerPath: workerPath, timeoutMs = 2000, threads, log } = options
  const setup = await readLocalCrossEncoder(modelDir)
  const workers = new ModelThreads<CrossEncoderSetup, RerankTask, number>(
    { workerPath, threads, log, model: 'rerank model', mostWaitingJobs },
    async () => setup,
  )

  return {
    async scores(question, texts, signal) {
      const limit = AbortSignal.timeout(timeoutMs)
      const either = signal === undefined ? limit : AbortSignal.any([signal, limit])
      try {
        return await workers.run({ question, texts }, 'query', either)
      } catch (error) {
        if (limit.aborted && signal?.aborted !== true) {
          throw new LorekeepError('model-timeout', `The rerank model did not answer within ${timeoutMs} ms.`, {
            hint: 'Use a smaller model, more threads (EMBEDDING_THREADS), or an endpoint with an accelerator.',
            cause: error,
          })
        }
        throw error
      }
    },
    async prepare(signal) {
      await workers.run({ question: 'ready?', texts: ['yes'] }, 'query', signal)
    },
    close: () => workers.close(),
  }
}
