import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BundledEmbedder, createBundledEmbedder } from '../../../src/adapters/transformers/bundled-embedder.ts'
import { installationAt } from '../../../src/installation.ts'
import type { Log } from '../../../src/ports/log.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const installation = installationAt(repositoryRoot)

/** The built workers. */
export const workerPaths = installation.workers

/** Where the bundled model and dictionary are installed. */
export const modelSources = { modelSource: installation.bundledModel, dictionarySource: installation.dictionary }

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A bundled embedder whose converted model is shared between the tests of this machine. */
export function openBundledEmbedder(threads = 0): BundledEmbedder {
  const modelsDir = join(tmpdir(), 'lorekeep-models')
  mkdirSync(modelsDir, { recursive: true })
  return createBundledEmbedder({
    ...modelSources,
    modelsDir,
    embeddingWorkerPath: workerPaths.embedding,
    preparationWorkerPath: workerPaths.preparation,
    threads,
    log: silentLog,
  })
}
