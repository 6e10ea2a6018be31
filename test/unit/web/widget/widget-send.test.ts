import { describe, expect, test } from '@jest/globals'
import type { TokenSource } from '../../../../src/web/widget/token-source.ts'
import { widgetSend } from '../../../../src/web/widget/widget-send.ts'

const script = 'https://lorekeep.example/tools/widget.js'
const ask = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }

function numberedTokens(): TokenSource & { readonly discarded: readonly string[] } {
  let n = 1
  const discarded: string[] = []
  return {
    token: () => Promise.resolve(`t-${n}`),
    discard(token) {
      discarded.push(token)
      n += 1
    },
    discarded,
  }
}

function widget(reply: (address: string, init: RequestInit, n: number) => Response | Error) {
  const requests: { address: string; init: RequestInit }[] = []
  const tokens = numberedTokens()
  const send = widgetSend(script, tokens, (address, init) => {
    requests.push({ address, init })
    const answer = reply(address, init, requests.length)
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  })
  return { send, requests, tokens }
}

const tokensIn = (requests: readonly { init: RequestInit }[]): readonly (string | null)[] =>
  requests.map(({ init }) => new Headers(init.headers).get('authorization'))

describe('requests of the widget', () => {
  test('go where the script came from, with a token and without cookies', async () => {
    const { send, requests } = widget(() => new Response('ok'))
    await send('ask', ask)

    expect(requests[0]).toMatchObject({
      address: 'https://lorekeep.example/tools/api/v1/ask',
      init: { credentials: 'omit', body: '{}' },
    })
    expect(tokensIn(requests)).toEqual(['Bearer t-1'])
  })

  test('are repeated once with a new token when theirs has expired', async () => {
    const { send, requests, tokens } = widget((_address, _init, n) => new Response('', { status: n === 1 ? 401 : 200 }))
    const response = await send('ask', ask)

    expect(response.status).toBe(200)
    expect(tokensIn(requests)).toEqual(['Bearer t-1', 'Bearer t-2'])
    expect(tokens.discarded).toEqual(['t-1'])
  })

  test('are given up when the new token is refused, too', async () => {
    const { send, requests } = widget(() => new Response('', { status: 401 }))

    await expect(send('ask', ask)).rejects.toMatchObject({ code: 'token-refused' })
    expect(requests).toHaveLength(2)
  })

  test('say that the site is not registered when the service says so', async () => {
    const { send } = widget(() => Response.json({ code: 'forbidden', detail: 'Unknown site.' }, { status: 403 }))

    await expect(send('ask', ask)).rejects.toMatchObject({ code: 'site-refused' })
  })

  test('say so as well when the browser keeps the reply of a living service from the page', async () => {
    const { send } = widget((address) => (address === script ? new Response('') : new TypeError('Failed to fetch')))

    await expect(send('ask', ask)).rejects.toMatchObject({ code: 'site-refused' })
  })

  test('say that the service is down when nothing of it can be reached', async () => {
    const { send } = widget(() => new TypeError('Failed to fetch'))

    await expect(send('ask', ask)).rejects.toMatchObject({ code: 'unreachable' })
  })

  test('that were stopped are not looked into', async () => {
    const { send, requests } = widget(() => new TypeError('Failed to fetch'))

    await expect(send('ask', { ...ask, signal: AbortSignal.abort('stopped') })).rejects.toBe('stopped')
    expect(requests.every(({ address }) => address !== script)).toBe(true)
  })
})
