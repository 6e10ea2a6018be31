import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import { answersAt } from './heartbeat.ts'
import { listensOn } from './loopback-port.ts'
import { serverOutput, type SpawnedServer, spawnServer, stopServer } from './server-process.ts'
import { removeServerRecord, type ServerRecord, urlOf, writeServerRecord } from './server-record.ts'
import { isPortTaken, startFailure } from './start-failure.ts'

export interface ServerStart {
  readonly nodePath: string
  readonly cliPath: string
  /** Where the server keeps its data and we its record, absolute and without links. */
  readonly folder: string
  readonly findPort: () => Promise<number>
  readonly limits: { readonly startMs: number; readonly answerMs: number; readonly stopMs: number }
  readonly log: Log
  readonly clock: Clock
}

const pollMs = 20
const portAttempts = 5

/**
 * Starts a server and waits until it answers. To be called while holding the process lock, when no
 * other server works on the folder.
 * @throws LorekeepError `index-unavailable` or `data-damaged` with the server's last words
 */
export async function startServer(start: ServerStart): Promise<ServerRecord> {
  const { nodePath, cliPath, folder, findPort, limits, log, clock } = start
  for (let attempt = 1; ; attempt += 1) {
    const port = await findPort()
    const startedAt = clock()
    const spawned = spawnServer({ nodePath, cliPath, folder, port })
    const record: ServerRecord = { ...spawned.identity, port, folder, token: randomUUID(), startedAt }
    writeServerRecord(record)
    if (await becomesReady(spawned, record, start)) {
      log.info('chroma.started', { pid: record.pid, port, ms: clock() - startedAt })
      return record
    }
    const ending = spawned.ending() ?? `it did not answer within ${limits.startMs / 1000} s`
    await stopServer(record, limits.stopMs)
    await removeServerRecord(folder)
    const output = await serverOutput(folder)
    if (!isPortTaken(output) || attempt === portAttempts) throw startFailure(folder, output, ending)
    log.warn('chroma.port-taken', { port })
  }
}

/** An answer alone may come from somebody who took the port before our server did. */
async function becomesReady(
  spawned: SpawnedServer,
  record: ServerRecord,
  { limits, clock }: ServerStart,
): Promise<boolean> {
  const deadline = clock() + limits.startMs
  while (spawned.ending() === undefined && clock() < deadline) {
    if (
      (await answersAt(urlOf(record), limits.answerMs)) &&
      (await listensOn(record.pid, record.port)) !== false &&
      spawned.ending() === undefined
    ) {
      return true
    }
    await sleep(pollMs)
  }
  return false
}
