// Stands in for a worker with a model: it does what the words of a text say.
import { existsSync, writeFileSync } from 'node:fs'
import { parentPort, threadId, workerData } from 'node:worker_threads'

const { folder } = workerData
if (existsSync(`${folder}/never-start`)) throw new Error('no such model')
if (existsSync(`${folder}/load-slowly`)) {
  await new Promise((resolve) => setTimeout(resolve, 300))
  writeFileSync(`${folder}/loaded`, '')
}

const dropped = new Set()

parentPort.on('message', (message) => void answer(message))

async function answer({ type, id, task, urgent }) {
  if (type === 'cancel') {
    dropped.add(id)
    writeFileSync(`${folder}/cancelled`, '')
    return
  }
  const { texts } = task
  if (texts.includes('die')) process.exit(3)
  if (texts.includes('die once') && !existsSync(`${folder}/died`)) {
    writeFileSync(`${folder}/died`, '')
    throw new Error('worker bug')
  }
  if (texts.includes('fail'))
    return parentPort.postMessage({ type: 'failed', id, code: 'model-answer-invalid', message: 'no' })
  if (texts.includes('hang')) return
  await new Promise((resolve) => setTimeout(resolve, texts.includes('slow') ? 200 : 1))
  if (dropped.has(id)) return
  const results = texts.map((text) => ({ vector: Float32Array.of(text.length, urgent ? 1 : 0, threadId) }))
  parentPort.postMessage({ type: 'done', id, results })
}

parentPort.postMessage({ type: 'ready' })
