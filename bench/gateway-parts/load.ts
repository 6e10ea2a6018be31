import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { inLetters } from './in-letters.ts'
import { answerParent } from './part.ts'

/** Requests to send. `{n}` in the body stands for the number of the request, written in letters. */
export interface LoadJob {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The number of the first request; no two jobs at Lorekeep share any, so that no answer is remembered. */
  readonly from: number
  readonly seconds: number
  /** So many a second, whatever becomes of them; or as many as can be over so many connections, up to a number. */
  readonly pace: { readonly perSecond: number } | { readonly connections: number; readonly most?: number }
}

export interface LoadResult {
  /** Of each request, in ms, from when it was to be sent. */
  readonly latencies: readonly number[]
  readonly perSecond: number
  readonly failed: number
  /** The first answer that was not as it should be. */
  readonly failure?: string
}

/** Sends requests, one job after the other. */
export function generateLoad(): void {
  answerParent('ready', async (job: LoadJob) => run(job))
}

async function run(job: LoadJob): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const latencies: number[] = []
  const failures: string[] = []
  let next = job.from
  const send = async (dueAt: number) => {
    const failure = await post(job, agent, next++)
    if (failure === undefined) latencies.push(performance.now() - dueAt)
    else failures.push(failure)
  }
  const startedAt = performance.now()
  if ('perSecond' in job.pace) await atRate(job.seconds, job.pace.perSecond, send)
  else await saturating(job.seconds, job.pace, send)
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return {
    latencies,
    perSecond: latencies.length / seconds,
    failed: failures.length,
    ...(failures[0] !== undefined && { failure: failures[0] }),
  }
}

/** Each at its time, also when earlier ones are late: a slow server must not slow the clock it is measured by. */
async function atRate(seconds: number, perSecond: number, send: (dueAt: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  const sent: Promise<void>[] = []
  for (let at = 0; at < seconds * perSecond; at += 1) {
    const dueAt = startedAt + (at * 1000) / perSecond
    const wait = dueAt - performance.now()
    // A timer may be a millisecond early or late; the rest is waited for turn by turn.
    if (wait > 2) await pause(wait - 2)
    while (performance.now() < dueAt) await pause(0)
    sent.push(send(performance.now()))
  }
  await Promise.all(sent)
}

async function saturating(
  seconds: number,
  { connections, most = Infinity }: { readonly connections: number; readonly most?: number },
  send: (at: number) => Promise<void>,
): Promise<void> {
  const until = performance.now() + seconds * 1000
  let left = most
  const worker = async () => {
    while (left-- > 0 && performance.now() < until) await send(performance.now())
  }
  await Promise.all(Array.from({ length: connections }, worker))
}

/** Undefined when it was answered. */
function post(job: LoadJob, agent: Agent, number: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const body = Buffer.from(job.body.replaceAll('{n}', inLetters(number)))
    const headers = { ...job.headers, 'Content-Type': 'application/json', 'Content-Length': body.length }
    const sent = request(job.url, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', (error) => resolve(error.message))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const isAnswer = response.statusCode === 200 && text.includes('paid annual leave')
        resolve(isAnswer ? undefined : `${response.statusCode}: ${text.slice(0, 600)}`)
      })
    })
    sent.on('error', (error) => resolve(error.message))
    sent.end(body)
  })
}
