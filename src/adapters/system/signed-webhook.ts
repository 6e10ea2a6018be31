import { createHmac } from 'node:crypto'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SendWebhook } from '../../ports/webhook.ts'

export interface SignedWebhookOptions {
  /** Set by whoever runs the service, and by nobody else. */
  readonly url: string
  readonly secret: string
  readonly clock: Clock
  /** Most time of one request, in ms. Default 5,000. */
  readonly timeoutMs?: number
}

/**
 * POSTs JSON with the header `Lorekeep-Signature: t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY` under the secret,
 * so that the receiver can tell who sent it and when. No redirection is followed, which could lead the message to a
 * place that nobody configured, and nothing of the reply is read but its status.
 */
export function createSignedWebhook(options: SignedWebhookOptions): SendWebhook {
  const { url, secret, clock, timeoutMs = 5000 } = options
  return async ({ id, event, body }) => {
    const seconds = Math.floor(clock() / 1000)
    const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    const limit = AbortSignal.timeout(timeoutMs)
    let status: number
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'lorekeep',
          'lorekeep-event': event,
          'lorekeep-delivery': id,
          'lorekeep-signature': `t=${seconds},v1=${signature}`,
        },
        body,
        signal: limit,
      })
      await response.body?.cancel()
      status = response.status
    } catch (error) {
      const why = limit.aborted ? `it did not answer within ${timeoutMs} ms` : messageOf(error)
      throw notSent(why, error)
    }
    if (status < 200 || status > 299) throw notSent(`it answered with status ${status}`)
  }
}

function notSent(why: string, cause?: unknown): LorekeepError {
  return new LorekeepError('source-unavailable', `The webhook did not take a message: ${why}.`, {
    cause,
    hint: 'Check BUDGET_WEBHOOK_URL and the program behind it.',
  })
}
