import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { createMemoryProcessLock } from '../../src/adapters/memory/memory-process-lock.ts'
import { createPostgresProcessLock } from '../../src/adapters/sql/postgres/postgres-process-lock.ts'
import { createSqliteProcessLock } from '../../src/adapters/sql/sqlite/sqlite-process-lock.ts'
import { engines } from '../support/databases.ts'
import { processLockContract } from './process-lock.contract.ts'

describe('the process lock in memory', () =>
  processLockContract(async () => ({ lock: createMemoryProcessLock(), close: async () => {} })))

describe('the process lock in SQLite', () =>
  processLockContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lorekeep-lock-'))
    return { lock: createSqliteProcessLock(join(folder, 'locks')), close: () => rm(folder, { recursive: true }) }
  }))

const postgres = engines.find(({ name }) => name === 'PostgreSQL')
if (postgres !== undefined) {
  describe('the process lock in PostgreSQL', () => {
    processLockContract(async () => {
      const place = await postgres.place()
      return { lock: createPostgresProcessLock(place.address), close: () => place.discard() }
    })

    test('tells the work when the server ends its connection, and can be held again', async () => {
      const place = await postgres.place()
      const lock = createPostgresProcessLock(namedConnection(place.address, 'lorekeep-lock-lost'))
      const working = lock.hold('lost', 0, async (lost) => {
        const told = once(lost, 'abort')
        await endConnections(place.address, 'lorekeep-lock-lost')
        await told
        expect(await lock.hold('lost', 300_000, async () => 'free')).toBe('free')
        lost.throwIfAborted()
      })

      await expect(working).rejects.toMatchObject({
        code: 'index-unavailable',
        message: expect.stringMatching(/^The lock "lost" was lost .*terminat/),
        retryable: true,
      })
      await place.discard()
    })

    test('tells the work when the network falls silent', async () => {
      const place = await postgres.place()
      const network = await startNetwork(place.address)
      const lock = createPostgresProcessLock(network.address, { lookMs: 50, answerMs: 3000 })
      const working = lock.hold('silent', 0, async (lost) => {
        await sleep(200)
        expect(lost.aborted).toBe(false)
        const told = once(lost, 'abort')
        network.fallSilent()
        await told
        lost.throwIfAborted()
      })

      await expect(working).rejects.toMatchObject({ code: 'index-unavailable', retryable: true })
      await network.close()
      await place.discard()
    })

    test('says so when the connection ends while it waits', async () => {
      const place = await postgres.place()
      const lock = createPostgresProcessLock(place.address)
      const other = createPostgresProcessLock(namedConnection(place.address, 'lorekeep-lock-waits'))
      await lock.hold('waits', 0, async () => {
        const waiting = other.hold('waits', 300_000, async () => 'mine')
        const outcome = expect(waiting).rejects.toMatchObject({ code: 'index-unavailable', retryable: true })
        while (!(await endConnections(place.address, 'lorekeep-lock-waits'))) await sleep(20)
        await outcome
      })
      await place.discard()
    })
  })
}

function namedConnection(address: string, name: string): string {
  const url = new URL(address)
  url.searchParams.set('application_name', name)
  return url.href
}

/** @returns whether there was one */
async function endConnections(address: string, name: string): Promise<boolean> {
  const client = new Client({ connectionString: address })
  await client.connect()
  try {
    const statement = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1'
    return (await client.query(statement, [name])).rows.length > 0
  } finally {
    await client.end()
  }
}

/** A way to the server at an address that can fall silent without ending a connection. */
async function startNetwork(address: string) {
  const { hostname, port } = new URL(address)
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = connect(Number(port || 5432), hostname)
    sockets.push(near, far)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(address)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address: url.href,
    fallSilent: () => sockets.forEach((socket) => socket.unpipe().pause()),
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
