import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createSignedWebhook } from '../../../src/adapters/system/signed-webhook.ts'

const secret = 'a secret of the webhook'
const nothing: { readonly headers: IncomingHttpHeaders; readonly body: string } = { headers: {}, body: '' }
const message = { id: 'w1', event: 'budget.warning', body: '{"share":80}' }

describe('a webhook', () => {
  let server: Server
  let url: string
  let received: { path: string; headers: IncomingHttpHeaders; body: string }[]
  let answer: (response: ServerResponse) => void

  beforeEach(async () => {
    received = []
    answer = (response) => response.writeHead(204).end()
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        received.push({ path: request.url ?? '', headers: request.headers, body })
        answer(response)
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  })

  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  test('is sent what happened, signed together with the time', async () => {
    await createSignedWebhook({ url, secret, clock: () => 1_700_000_000_500 })(message)

    const { headers, body } = received[0] ?? nothing
    expect(body).toBe(message.body)
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'lorekeep-event': 'budget.warning',
      'lorekeep-delivery': 'w1',
    })
    const signature = createHmac('sha256', secret).update(`1700000000.${body}`).digest('hex')
    expect(headers['lorekeep-signature']).toBe(`t=1700000000,v1=${signature}`)
  })

  test('that sends elsewhere is not followed', async () => {
    answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end()

    await expect(createSignedWebhook({ url, secret, clock: Date.now })(message)).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringContaining('307') as unknown,
    })
    expect(received.map(({ path }) => path)).toEqual(['/hook'])
  })

  test('that fails or does not answer in time is said to', async () => {
    answer = (response) => response.writeHead(500).end()
    await expect(createSignedWebhook({ url, secret, clock: Date.now })(message)).rejects.toThrow('500')

    answer = () => undefined
    await expect(createSignedWebhook({ url, secret, clock: Date.now, timeoutMs: 50 })(message)).rejects.toThrow('50 ms')
  })
})
