import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { findFreePort, listensOn } from '../../../../src/adapters/chroma/loopback-port.ts'

const servers: ReturnType<typeof createServer>[] = []
const onLinux = process.platform === 'linux' ? test : test.skip

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listen(port: number): Promise<void> {
  const server = createServer()
  servers.push(server)
  await once(server.listen(port, '127.0.0.1'), 'listening')
}

test('a free port can be listened on', async () => {
  const port = await findFreePort()

  await listen(port)

  expect(port).toBeGreaterThan(1_023)
})

onLinux('a port is known to be ours only while we listen on it', async () => {
  const port = await findFreePort()
  const before = await listensOn(process.pid, port)
  await listen(port)

  expect(before).toBe(false)
  expect(await listensOn(process.pid, port)).toBe(true)
  expect(await listensOn(process.ppid, port)).toBe(false)
  expect(await listensOn(2 ** 30, port)).toBe(false)
})
