import { describe, expect, test } from '@jest/globals'
import { createTokenSource } from '../../../../src/web/widget/token-source.ts'

const stay = new AbortController().signal

function site(reply: (n: number) => Response) {
  const requests: { address: string; init: RequestInit }[] = []
  const clock = { now: 1_000_000 }
  const source = createTokenSource(
    'https://shop.example/lorekeep-token',
    (address, init) => {
      requests.push({ address, init })
      return Promise.resolve(reply(requests.length))
    },
    () => clock.now,
  )
  return { source, requests, clock }
}

const numbered = (expiresAt: number | string) => (n: number) => Response.json({ token: `t-${n}`, expiresAt })

describe('the tokens of a page', () => {
  test('one token serves until it is about to expire', async () => {
    const { source, requests, clock } = site(numbered(1_060_000))
    const first = await source.token(stay)
    clock.now += 40_000
    const later = await source.token(stay)
    clock.now += 10_000

    expect([first, later, await source.token(stay)]).toEqual(['t-1', 't-1', 't-2'])
    expect(requests).toHaveLength(2)
  })

  test('the time of expiry may be a date, too', async () => {
    const { source } = site(numbered(new Date(1_060_000).toISOString()))

    expect([await source.token(stay), await source.token(stay)]).toEqual(['t-1', 't-1'])
  })

  test('two questions at once share one request', async () => {
    const { source, requests } = site(numbered(2_000_000))
    await Promise.all([source.token(stay), source.token(stay)])

    expect(requests).toHaveLength(1)
  })

  test("the page's own server is asked, with the page's own cookies", async () => {
    const { source, requests } = site(numbered(2_000_000))
    await source.token(stay)

    expect(requests[0]).toMatchObject({
      address: 'https://shop.example/lorekeep-token',
      init: { method: 'POST', credentials: 'same-origin' },
    })
  })

  test('a token that was refused is not handed out again, but its successor is', async () => {
    const { source, requests } = site(numbered(2_000_000))
    source.discard(await source.token(stay))
    await source.token(stay)
    source.discard('t-1')

    expect(await source.token(stay)).toBe('t-2')
    expect(requests).toHaveLength(2)
  })

  test.each([
    ['refuses', () => new Response('no', { status: 403 })],
    ['answers with a page', () => new Response('<h1>Sign in</h1>')],
    ['answers without a token', () => Response.json({})],
  ])('a server that %s is named as the trouble, and asked again next time', async (_name, reply) => {
    const { source, requests } = site(reply)

    await expect(source.token(stay)).rejects.toMatchObject({ code: 'token-refused' })
    await expect(source.token(stay)).rejects.toMatchObject({ code: 'token-refused' })
    expect(requests).toHaveLength(2)
  })
})
