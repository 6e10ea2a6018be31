import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { answersAt } from '../../../src/adapters/chroma/heartbeat.ts'
import { findFreePort } from '../../../src/adapters/chroma/loopback-port.ts'
import { identityOf, isRunning } from '../../../src/adapters/chroma/process-identity.ts'
import { failureOf } from './failure-of.ts'
import { createTemporaryChroma, type TemporaryChroma } from './temporary-chroma.ts'
import { buildUserProgram, startUserProcess } from './user-process.ts'

/** How long a server that is there may take to answer on a busy machine. */
const patientMs = 300_000

let program: string
let chroma: TemporaryChroma

beforeAll(async () => {
  program = await buildUserProgram()
})

afterAll(async () => {
  await rm(program)
})

beforeEach(async () => {
  chroma = await createTemporaryChroma()
})

afterEach(async () => {
  await chroma.remove()
})

describe('sharing', () => {
  test('all users of a data directory get the same server, and the last one to go stops it', async () => {
    const [first, second] = [chroma.user(), chroma.user()]
    const urls = [await first.url(), await second.url(), await first.url()]
    const { pid } = await record()

    await first.release()
    const afterFirst = await answersAt(urls[1] ?? '', patientMs)
    await second.release()

    expect(new Set(urls).size).toBe(1)
    expect(afterFirst).toBe(true)
    expect(identityOf(pid)).toBeUndefined()
    expect(existsSync(join(chroma.folder, 'server.json'))).toBe(false)
    expect(await readdir(join(chroma.folder, 'leases'))).toEqual([])
  })

  test('processes that come at the same time start one server', async () => {
    const users = await Promise.all([1, 2, 3].map(() => startUserProcess(program, chroma.dataDir)))
    const { pid } = await record()

    await users[0]?.end()
    await users[1]?.end()
    const whileNeeded = await answersAt(users[2]?.url ?? '', patientMs)
    await users[2]?.end()

    expect(new Set(users.map(({ url }) => url)).size).toBe(1)
    expect(whileNeeded).toBe(true)
    expect(identityOf(pid)).toBeUndefined()
  })

  test('many callers within one process start one server', async () => {
    const user = chroma.user()

    const urls = await Promise.all(Array.from({ length: 20 }, () => user.url()))

    expect(new Set(urls).size).toBe(1)
    expect(chroma.events).toEqual(['chroma.started'])
  })

  test('the data and the record can be read by the owner only', async () => {
    await chroma.user().url()

    const { mode } = await stat(chroma.folder)

    expect(mode & 0o077).toBe(0)
  })

  test('releasing what was never used starts and stops nothing', async () => {
    await chroma.user().release()

    expect(existsSync(chroma.folder)).toBe(false)
  })

  test('after its release a user gets no server any more', async () => {
    const user = chroma.user()
    await user.url()
    await user.release()

    expect(await failureOf(user.url())).toMatchObject({ code: 'index-unavailable', retryable: false })
    expect(existsSync(join(chroma.folder, 'server.json'))).toBe(false)
  })

  test('a caller who gives up waits no longer, and the server comes up for the others', async () => {
    const user = chroma.user()
    const giveUp = new AbortController()
    const impatient = failureOf(user.url(giveUp.signal))
    const patient = user.url()

    giveUp.abort()

    expect((await impatient).code).toBe('cancelled')
    expect(await answersAt(await patient, patientMs)).toBe(true)
  })
})

describe('what a crash leaves behind', () => {
  test('a server that was killed is replaced when somebody asks', async () => {
    const user = chroma.user()
    await user.url()
    const before = await record()
    await kill(before.pid)

    const url = await user.url()

    expect(await answersAt(url, patientMs)).toBe(true)
    expect((await record()).token).not.toBe(before.token)
  })

  test('while somebody watches, a killed server comes back by itself', async () => {
    const user = chroma.user({ limits: { watchMs: 30 } })
    await user.url()
    user.watch()
    const { pid, token } = await record()
    await kill(pid)

    await until(async () => existsSync(join(chroma.folder, 'server.json')) && (await record()).token !== token)
    const { port } = await record()
    await until(() => answersAt(`http://127.0.0.1:${port}`, 1_000))
  })

  test('a server whose user was killed serves the next one, who stops it in the end', async () => {
    const owner = await startUserProcess(program, chroma.dataDir)
    const { pid } = await record()
    const exit = once(owner.child, 'exit')
    owner.child.kill('SIGKILL')
    await exit
    const user = chroma.user()

    const url = await user.url()
    const served = await record()
    await user.release()

    expect(url).toBe(owner.url)
    expect(served.pid).toBe(pid)
    expect(chroma.events).toEqual(['chroma.found', 'chroma.stopped'])
    expect(identityOf(pid)).toBeUndefined()
  })

  test('Ctrl-C in the terminal reaches the command, not the server', async () => {
    const owner = await startUserProcess(program, chroma.dataDir)

    process.kill(-(owner.child.pid ?? 0), 'SIGINT')
    await sleep(200)

    expect(await answersAt(owner.url, patientMs)).toBe(true)
    await owner.end()
  })

  test('a server that hangs is replaced', async () => {
    const user = chroma.user({ limits: { answerMs: 1_000, silenceMs: 1_500, stopMs: 1_000 } })
    const before = await user.url()
    const { pid } = await record()
    process.kill(pid, 'SIGSTOP')
    await until(async () => !(await answersAt(before, 100)))

    const url = await user.url()

    expect(await answersAt(url, patientMs)).toBe(true)
    expect(identityOf(pid)).toBeUndefined()
  })

  test('a foreign process that now has the recorded pid is left alone', async () => {
    const user = chroma.user()
    await user.url()
    const before = await record()
    await kill(before.pid)
    const stranger = spawn('sleep', ['60'])
    await writeFile(recordPath(), JSON.stringify({ ...before, pid: stranger.pid }))

    const url = await user.url()

    expect(await answersAt(url, patientMs)).toBe(true)
    expect(identityOf(stranger.pid ?? 0)).toBeDefined()
    stranger.kill()
  })

  test('a lease whose process is gone does not keep the server', async () => {
    const user = chroma.user()
    await user.url()
    const { pid } = await record()
    await writeFile(join(chroma.folder, 'leases', `${pid}~no-such-birth~left-behind`), '')

    await user.release()

    expect(identityOf(pid)).toBeUndefined()
    expect(await readdir(join(chroma.folder, 'leases'))).toEqual([])
  })

  test('a record that makes no sense is written anew', async () => {
    await mkdir(chroma.folder)
    await writeFile(recordPath(), '{"pid":')

    const url = await chroma.user().url()

    expect(await answersAt(url, patientMs)).toBe(true)
  })

  test('a data folder that was deleted under the server gets a new one, and the old server ends', async () => {
    const user = chroma.user()
    await user.url()
    const { pid } = await record()
    await rm(chroma.folder, { recursive: true })

    const url = await user.url()

    expect(await answersAt(url, patientMs)).toBe(true)
    expect(identityOf(pid)).toBeUndefined()
    expect(existsSync(join(chroma.folder, 'chroma.sqlite3'))).toBe(true)
  })

  test('a server whose data directory was deleted is ended by the last one to go', async () => {
    const user = chroma.user()
    await user.url()
    const { pid } = await record()
    await rm(chroma.dataDir, { recursive: true })

    await user.release()

    expect(identityOf(pid)).toBeUndefined()
  })

  test('a copy of a data folder gets a server of its own', async () => {
    const original = chroma.user()
    const url = await original.url()
    const copy = await createTemporaryChroma()
    await cp(chroma.folder, copy.folder, { recursive: true })

    const copyUrl = await copy.user().url()
    await copy.remove()

    expect(copyUrl).not.toBe(url)
    expect(await answersAt(copyUrl, patientMs)).toBe(false)
    expect(await answersAt(url, patientMs)).toBe(true)
  })
})

describe('when the server cannot start', () => {
  test('a port that another Chroma server has meanwhile taken is given up for another', async () => {
    const other = await createTemporaryChroma()
    const otherUrl = await other.user().url()
    const taken = Number(new URL(otherUrl).port)
    const ports = [taken, await findFreePort()]
    const user = chroma.user({ findPort: async () => ports.shift() ?? 0 })

    const url = await user.url()
    await other.remove()

    expect(url).not.toBe(otherUrl)
    expect(await answersAt(url, patientMs)).toBe(true)
    expect(chroma.events).toEqual(['chroma.port-taken', 'chroma.started'])
  })

  test.each([
    ['is garbage', Buffer.alloc(20_000, 'not a database ')],
    ['was cut', undefined],
  ])('a database that %s is reported as damage, with the way out', async (_, content) => {
    const database = join(chroma.folder, 'chroma.sqlite3')
    const before = chroma.user()
    await before.url()
    await before.release()
    await writeFile(database, content ?? (await readFile(database)).subarray(0, 80_000))

    const failure = await failureOf(chroma.user().url())

    expect(failure.code).toBe('data-damaged')
    expect(failure.retryable).toBe(false)
    expect(failure.message).toContain(chroma.folder)
    expect(failure.hint).toContain('lorekeep reindex')
    expect(existsSync(recordPath())).toBe(false)
  })

  test('moving the damaged folder away, as the hint says, helps', async () => {
    await mkdir(chroma.folder)
    await writeFile(join(chroma.folder, 'chroma.sqlite3'), Buffer.alloc(20_000, 'not a database '))
    const user = chroma.user()
    await failureOf(user.url())

    await rename(chroma.folder, `${chroma.folder}.damaged`)

    expect(await answersAt(await user.url(), patientMs)).toBe(true)
  })

  test('a missing program is reported with what to do', async () => {
    const failure = await failureOf(chroma.user({ cliPath: join(chroma.dataDir, 'no-cli.mjs') }).url())

    expect(failure).toMatchObject({ code: 'index-unavailable', retryable: false })
    expect(failure.hint).toContain('npm install')
  })

  test('a missing Node.js is reported by its path', async () => {
    const failure = await failureOf(chroma.user({ nodePath: '/no/such/node' }).url())

    expect(failure.code).toBe('index-unavailable')
    expect(failure.message).toContain('/no/such/node')
  })

  test('a server that never answers is ended after the time limit', async () => {
    const silent = join(chroma.dataDir, 'silent.mjs')
    await writeFile(silent, 'console.log("thinking"); setInterval(() => {}, 1000)')

    const failure = await failureOf(chroma.user({ cliPath: silent, limits: { startMs: 5_000 } }).url())

    expect(failure).toMatchObject({ code: 'index-unavailable', retryable: true })
    expect(failure.message).toContain('did not answer within 5 s')
    expect(failure.problems).toEqual(['thinking'])
  })

  test('a data directory that is a file is reported as such', async () => {
    await writeFile(chroma.folder, '')

    const failure = await failureOf(chroma.user().url())

    expect(failure.code).toBe('index-unavailable')
    expect(failure.message).toContain(chroma.folder)
    expect(failure.hint).toContain('DATA_DIR')
  })
})

interface WrittenRecord {
  readonly pid: number
  readonly port: number
  readonly token: string
}

function recordPath(): string {
  return join(chroma.folder, 'server.json')
}

async function record(): Promise<WrittenRecord> {
  return JSON.parse(await readFile(recordPath(), 'utf8')) as WrittenRecord
}

async function kill(pid: number): Promise<void> {
  const identity = identityOf(pid)
  process.kill(pid, 'SIGKILL')
  await until(async () => identity === undefined || !isRunning(identity))
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10)
}
