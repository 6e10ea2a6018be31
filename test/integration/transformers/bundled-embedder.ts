import {
  type BundledEmbedder,
  createBundledEmbedder,
} from '../../../src/adapters/transformers/bundled/bundled-embedder.ts'
import { installationAt } from '../../../src/installation.ts'
import type { Log } from '../../../src/ports/log.ts'
import { sharedModelsFolder } from '../../support/models/shared-models.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const installation = installationAt(repositoryRoot)

/** The built workers. */
export const workerPaths = installation.workers

/** Where the bundled model and dictionary are installed. */
export const modelSources = { modelSource: installation.bundledModel, dictionarySource: installation.dictionary }

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A bundled embedder whose converted model is shared between tests. */
export function openBundledEmbedder(threads = 0): BundledEmbedder {
  return createBundledEmbedder({
    ...modelSources,
    modelsDir: sharedModelsFolder(),
    embeddingWorkerPath: workerPaths.embedding,
    preparationWorkerPath: workerPaths.preparation,
    threads,
    log: silentLog,
  })
}
