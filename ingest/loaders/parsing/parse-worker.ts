import { Worker } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import type { CountingRules } from '../../../src/privacy/count-values.ts'
import { type ParsedDocument, parseFile } from './parse-file.ts'
import { type UnpackedContainer, unpackFile } from './unpack-file.ts'
import type { Reading } from '../reading.ts'
import type { ParseReply, ParseRequest, PlainFailure, TurnGiven } from './parse-protocol.ts'

// Runs in a process of its own, one request at a time: a file that exhausts or crashes it takes nothing else along.
const send = process.send?.bind(process)
if (!send) throw new Error('This file is the entry of a worker process.')

const progressEveryMs = 100

// A Ctrl-C and the stop of a service reach the whole group of processes. The one that started this one decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())
/** Called when it is this process's turn. */
let giveTurn: () => void = () => undefined
process.on('message', (message: ParseRequest | TurnGiven) => {
  if (message.kind === 'turn') giveTurn()
  else void answer(message).then(reply)
})
const watch = new Worker(new URL('./watch-worker.js', import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
})
watch.once('online', () => reply({ kind: 'ready' }))

async function answer(request: ParseRequest): Promise<ParseReply> {
  try {
    return { kind: 'done', result: await resultOf(request) }
  } catch (error) {
    return { kind: 'failed', failure: plainFailure(error) }
  }
}

function resultOf(request: ParseRequest): Promise<ParsedDocument | UnpackedContainer> {
  if (request.kind === 'parse') {
    return parseFile(request.absolutePath, request.path, sameRules(request.counting), createReading())
  }
  return unpackFile(request.absolutePath, request.path, request.folder)
}

let lastRules: { readonly text: string; readonly rules: CountingRules } | undefined

/** The rules of the request before, where they say the same: patterns and lists have been made ready for those. */
function sameRules(rules: CountingRules): CountingRules {
  const text = JSON.stringify(rules)
  if (lastRules?.text !== text) lastRules = { text, rules }
  return lastRules.rules
}

function createReading(): Reading {
  let last = 0
  return {
    /** Passes signs of progress on, but not every one. */
    progress() {
      if (Date.now() - last < progressEveryMs) return
      last = Date.now()
      reply({ kind: 'progress' })
    },
    async alone(work) {
      reply({ kind: 'turn-wanted' })
      await new Promise<void>((resolve) => (giveTurn = resolve))
      try {
        return await work()
      } finally {
        reply({ kind: 'turn-over' })
      }
    },
  }
}

function reply(message: ParseReply): void {
  send?.(message)
}

function plainFailure(error: unknown): PlainFailure {
  if (!(error instanceof LorekeepError)) {
    return { code: 'internal', message: messageOf(error), retryable: false }
  }
  const { code, message, hint, retryable, cause } = error
  return {
    code,
    message,
    retryable,
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause: messageOf(cause) }),
  }
}
