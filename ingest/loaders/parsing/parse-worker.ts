import { parentPort } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import { type FileFingerprint, fingerprintFile, type ParsedDocument, parseFile } from './parse-file.ts'
import { type UnpackedContainer, unpackFile } from './unpack-file.ts'
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
    return { kind: 'done', result: await resultOf(request) }
  } catch (error) {
    return { kind: 'failed', failure: plainFailure(error) }
  }
}

function resultOf(request: ParseRequest): Promise<FileFingerprint | ParsedDocument | UnpackedContainer> {
  switch (request.kind) {
    case 'fingerprint':
      return fingerprintFile(request.absolutePath)
    case 'parse':
      return parseFile(request.absolutePath, request.path)
    case 'unpack':
      return unpackFile(request.absolutePath, request.path, request.folder)
  }
}

function plainFailure(error: unknown): PlainFailure {
  if (!(error instanceof LorekeepError)) return { code: 'internal', message: messageOf(error) }
  return { code: error.code, message: error.message, ...(error.hint !== undefined && { hint: error.hint }) }
}
