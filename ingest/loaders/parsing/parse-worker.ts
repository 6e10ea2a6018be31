import { parentPort } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import { fingerprintFile, parseFile } from './parse-file.ts'
import type { ParseReply, ParseRequest, PlainFailure } from './parse-protocol.ts'

// Runs in a thread of its own, one request at a time: a file that exhausts it takes nothing else along.
const port = parentPort
if (!port) throw new Error('This file is the entry of a worker thread.')

port.on('message', (request: ParseRequest) => {
  void answer(request).then((reply) => port.postMessage(reply))
})
port.postMessage({ kind: 'ready' } satisfies ParseReply)

async function answer(request: ParseRequest): Promise<ParseReply> {
  try {
    const result =
      request.kind === 'parse'
        ? await parseFile(request.absolutePath, request.path)
        : await fingerprintFile(request.absolutePath)
    return { kind: 'done', result }
  } catch (error) {
    return { kind: 'failed', failure: plainFailure(error) }
  }
}

function plainFailure(error: unknown): PlainFailure {
  if (!(error instanceof LorekeepError)) return { code: 'internal', message: messageOf(error) }
  return { code: error.code, message: error.message, ...(error.hint !== undefined && { hint: error.hint }) }
}
