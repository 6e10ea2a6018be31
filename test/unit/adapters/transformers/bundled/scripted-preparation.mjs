// Stands in for the preparation worker: it does what the file "script" in its models folder says.
import { appendFileSync, readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

const script = readFileSync(`${workerData.modelsDir}/script`, 'utf8')
appendFileSync(`${workerData.modelsDir}/runs`, 'x')

if (script === 'crash') throw new Error('out of luck')
if (script === 'exit') process.exit(7)
await new Promise((resolve) => setTimeout(resolve, 50))
parentPort.postMessage(
  script === 'fail'
    ? { type: 'failed', code: 'data-damaged', message: 'The weights are damaged.', hint: 'Install again.' }
    : { type: 'prepared' },
)
