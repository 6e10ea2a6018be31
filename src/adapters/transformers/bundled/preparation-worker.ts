import { parentPort, workerData } from 'node:worker_threads'
import { compileCedict } from '../../language/compile-cedict.ts'
import { bundledFolders } from './bundled-folders.ts'
import { convertMiniLm } from '../conversion/convert-model.ts'
import { type PreparationReport, type PreparationTask, reportFailure } from './preparation-protocol.ts'
import { isIntact, makePreparedFolder } from './prepared-folder.ts'

// Runs in a thread of its own: seconds of computing and hundreds of megabytes that are gone with the thread.
async function prepare(task: PreparationTask): Promise<PreparationReport> {
  const { model, dictionary } = await bundledFolders(task)
  if (!(await isIntact(model))) await makePreparedFolder(model, (folder) => convertMiniLm(task.modelSource, folder))
  if (!(await isIntact(dictionary))) {
    await makePreparedFolder(dictionary, (folder) => compileCedict(task.dictionarySource, folder))
  }
  return { type: 'prepared' }
}

parentPort?.postMessage(await prepare(workerData as PreparationTask).catch(reportFailure), [])
