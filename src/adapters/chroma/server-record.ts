import { renameSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { loopback } from './loopback-port.ts'
import type { ProcessIdentity } from './process-identity.ts'
import { jsonOf } from '../../domain/text/json-of.ts'

const serverRecord = z.object({
  pid: z.int().positive(),
  birth: z.string().optional(),
  port: z.int().min(1).max(65_535),
  folder: z.string(),
  token: z.string(),
  startedAt: z.number(),
})

/** What the processes that share a data folder know about its Chroma server. */
export interface ServerRecord extends ProcessIdentity {
  readonly port: number
  /** The folder that the server was started for: a record that was copied elsewhere is not about us. */
  readonly folder: string
  /** New for every start. */
  readonly token: string
  /** In ms since the epoch. */
  readonly startedAt: number
}

export function urlOf(record: ServerRecord): string {
  return `http://${loopback}:${record.port}`
}

/** The record of a data folder; undefined when there is none, or none that makes sense for this folder. */
export async function readServerRecord(folder: string): Promise<ServerRecord | undefined> {
  let text: string
  try {
    text = await readFile(recordPath(folder), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  // A full disk leaves empty files, which are as good as none.
  const parsed = serverRecord.safeParse(jsonOf(text))
  return parsed.success && parsed.data.folder === folder ? parsed.data : undefined
}

/**
 * Synchronous, so that nothing but a kill within these microseconds can leave a server that nobody
 * knows of.
 */
export function writeServerRecord(record: ServerRecord): void {
  const path = recordPath(record.folder)
  writeFileSync(`${path}.new`, `${JSON.stringify(record, undefined, 2)}\n`)
  renameSync(`${path}.new`, path)
}

export async function removeServerRecord(folder: string): Promise<void> {
  await rm(recordPath(folder), { force: true })
}

function recordPath(folder: string): string {
  return join(folder, 'server.json')
}
