import { writeSync } from 'node:fs'
import { errorCodeOf } from '../error-code.ts'
import { memoryPipe } from './parse-protocol.ts'

// A thread beside the parser in its process, since a parser may not come up for air: it says how much
// memory the process holds, and ends the process when nobody is left to hear that.
const everyMs = 250

setInterval(() => {
  try {
    writeSync(memoryPipe, `${process.memoryUsage.rss()}\n`)
  } catch (error) {
    if (errorCodeOf(error) !== 'EAGAIN') process.kill(process.pid, 'SIGKILL')
  }
}, everyMs)
