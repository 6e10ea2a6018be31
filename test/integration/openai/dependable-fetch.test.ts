import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createDependableFetch } from '../../../src/adapters/openai/dependable-fetch.ts'

/** Stands for a fetch whose signal got lost on the way. */
const deaf = createDependableFetch((url, init) => fetch(url, { ...init, signal: null }))

let server: Server
let url: string
let closed: Promise<void>

beforeEach(async () => {
  let close: () => void
  closed = new Promise((resolve) => {
    close = resolve
  })
  server = createServer((request, response) => {
    request.socket.once('close', close)
    if (request.url === '/silent') return
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'content-type': 'text/plain', 'x-request-id': 'r1' })
    if (request.url === '/stalls') response.write('half an ')
    else response.end('all of it 全部')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

test('a reply that stalls is cut off, and its connection let go of, though the signal got lost below', async () => {
  const leaving = new AbortController()
  const response = await deaf(`${url}/stalls`, { signal: leaving.signal })
  const reader = response.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('half an ')

  const rest = reader?.read()
  leaving.abort(new Error('too slow'))

  await expect(rest).rejects.toThrow('too slow')
  await closed
})

test('a reply that does not begin is no longer waited for', async () => {
  const leaving = new AbortController()
  const replying = deaf(`${url}/silent`, { signal: leaving.signal })
  leaving.abort(new Error('too slow'))

  await expect(replying).rejects.toThrow('too slow')
})

test('nothing is read for whoever has left before', async () => {
  await expect(deaf(url, { signal: AbortSignal.abort(new Error('left')) })).rejects.toThrow('left')
})

test.each([
  ['with a signal', { signal: new AbortController().signal }],
  ['without one', {}],
])('a whole reply comes as it is, %s', async (_how, init) => {
  const found = await deaf(url, init)
  const missing = await deaf(`${url}/missing`, init)

  expect([found.status, found.headers.get('x-request-id'), await found.text()]).toEqual([200, 'r1', 'all of it 全部'])
  expect([missing.status, missing.ok]).toEqual([404, false])
})

test('leaving after the whole reply was read changes nothing', async () => {
  const leaving = new AbortController()
  const response = await deaf(url, { signal: leaving.signal })
  const text = await response.text()
  leaving.abort()

  expect(text).toBe('all of it 全部')
})

test('a reader that lets go of a reply lets go of its connection', async () => {
  const response = await deaf(`${url}/stalls`, { signal: new AbortController().signal })
  await response.body?.cancel()

  await closed
})
