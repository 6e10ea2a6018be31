import type { EmbeddedText, EmbeddingSetup, EmbeddingTask } from './embedding-protocol.ts'
import { ModelThreads, type ThreadOptions } from '../threads/model-threads.ts'

export interface EmbeddingThreadsOptions extends ThreadOptions {
  /** The built `embedding-worker.ts`. */
  readonly embeddingWorkerPath: string
}

export type EmbeddingThreads = ModelThreads<EmbeddingSetup, EmbeddingTask, EmbeddedText>

/** Threads that embed. Documents wait for their turn in large numbers. */
export function createEmbeddingThreads(
  options: EmbeddingThreadsOptions,
  loadSetup: (signal: AbortSignal | undefined) => Promise<EmbeddingSetup>,
): EmbeddingThreads {
  const { embeddingWorkerPath: workerPath, ...threads } = options
  return new ModelThreads({ workerPath, ...threads, model: 'embedding model', mostWaitingJobs: 10_000 }, loadSetup)
}
