import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LorekeepError } from '../../domain/errors.ts'
import { loopback } from './loopback-port.ts'
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts'

export interface ServerCommand {
  /** The Node.js executable. */
  readonly nodePath: string
  /** Path of `cli.mjs` of the `chromadb` package. */
  readonly cliPath: string
  /** Where the server keeps its data, absolute. */
  readonly folder: string
  readonly port: number
}

export interface SpawnedServer {
  readonly identity: ProcessIdentity
  /** How it ended, for people to read; undefined while it runs. */
  ending(): string | undefined
}

const pollMs = 20
/** A killed process ends as soon as it is scheduled, unless it waits for a disk. */
const killMs = 10_000

/**
 * Starts a Chroma server that outlives us: in a process group of its own, so that Ctrl-C in the
 * terminal does not reach it, and with its output in a file.
 * @throws LorekeepError `index-unavailable` when there is no such executable
 */
export function spawnServer({ nodePath, cliPath, folder, port }: ServerCommand): SpawnedServer {
  const output = openSync(logPath(folder), 'w', 0o600)
  try {
    const args = [cliPath, 'run', '--path', folder, '--host', loopback, '--port', String(port)]
    const child = spawn(nodePath, args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', output, output],
      windowsHide: true,
    })
    let ending: string | undefined
    child.once('error', (error) => (ending = error.message))
    child.once('exit', (code, signal) => (ending = signal ? `it was ended by ${signal}` : `its exit code was ${code}`))
    child.unref()
    if (child.pid === undefined) {
      throw new LorekeepError('index-unavailable', `The Chroma server cannot be started with "${nodePath}".`, {
        hint: 'Check that this Node.js executable exists.',
        retryable: false,
      })
    }
    return { identity: identityOf(child.pid) ?? { pid: child.pid }, ending: () => ending }
  } finally {
    closeSync(output)
  }
}

/** What the server wrote since it was started. */
export async function serverOutput(folder: string): Promise<string> {
  return readFile(logPath(folder), 'utf8')
}

export function logPath(folder: string): string {
  return join(folder, 'server.log')
}

/**
 * Asks the server to end and waits for it; kills it when it takes longer than `limitMs`. Every
 * write that the server acknowledged is on disk in either case. Asks as Ctrl-C would: after SIGTERM
 * Chroma 1.3 closes its port but never ends.
 * @throws LorekeepError `index-unavailable` when even that does not end it
 */
export async function stopServer(server: ProcessIdentity, limitMs: number): Promise<void> {
  send(server, 'SIGINT')
  if (await hasEnded(server, limitMs)) return
  send(server, 'SIGKILL')
  if (await hasEnded(server, killMs)) return
  throw new LorekeepError('index-unavailable', `The Chroma server, process ${server.pid}, cannot be ended.`, {
    hint: 'It may be waiting for a disk or network share that does not answer. Check that, then try again.',
  })
}

function send(server: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(server)) return
  try {
    process.kill(server.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function hasEnded(server: ProcessIdentity, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited <= limitMs; waited += pollMs) {
    if (!isRunning(server)) return true
    await sleep(pollMs)
  }
  return false
}
