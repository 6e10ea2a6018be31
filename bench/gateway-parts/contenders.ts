import type { LoadJob, LoadResult } from './load.ts'
import type { Part } from './part.ts'
import type { Portkey } from './portkey.ts'

/** Somebody to send requests to, and how it did. */
export interface Contender {
  readonly name: string
  readonly job: Pick<LoadJob, 'url' | 'headers' | 'body'>
  readonly pids: readonly number[]
  readonly paced: LoadResult[]
  readonly saturated: LoadResult[]
  processorMs: number
  answers: number
}

/** A service of Lorekeep, of so many processes that answer requests. */
export interface Lorekeep extends Part {
  readonly processes: number
}

interface LorekeepReady {
  readonly url: string
  readonly secret: string
  readonly pids: readonly number[]
}

type Send = (job: Contender['job'], pace: LoadJob['pace'], seconds: number) => Promise<LoadResult>

/** The model server itself, Portkey before it, and Lorekeep before it; each warm. */
export async function contendersOf(
  {
    model,
    services,
    portkey,
  }: { readonly model: Part; readonly services: readonly Lorekeep[]; readonly portkey: Portkey },
  send: Send,
): Promise<readonly Contender[]> {
  const warm = { connections: 8, most: 1500 }
  const fresh = () => ({ paced: [], saturated: [], processorMs: 0, answers: 0 })
  const asked: Contender[] = []
  for (const { processes, ready } of services) {
    const { url, secret, pids } = ready as LorekeepReady
    const job = {
      url: `${url}/api/v1/ask`,
      headers: { Authorization: `Bearer ${secret}` },
      body: JSON.stringify({ question: 'How many days of paid annual leave do full-time employees in {n} receive?' }),
    }
    await send(job, { ...warm, most: warm.most * processes }, 120)
    asked.push({ name: processes === 1 ? 'Lorekeep' : `Lorekeep, ${processes} processes`, job, pids, ...fresh() })
  }
  // What Lorekeep sent is what the others are asked to pass on.
  const body = String(await model.ask('last'))
  if (body === '') throw new Error('Lorekeep asked no model; nothing can be compared.')
  const direct = {
    url: `${String(model.ready)}/chat/completions`,
    headers: { Authorization: 'Bearer none' },
    body,
  }
  const proxied = {
    url: `${portkey.url}/v1/chat/completions`,
    headers: { ...direct.headers, 'x-portkey-provider': 'openai', 'x-portkey-custom-host': String(model.ready) },
    body,
  }
  await send(direct, warm, 60)
  await send(proxied, warm, 60)
  return [
    { name: 'model server alone', job: direct, pids: [model.process.pid ?? 0], ...fresh() },
    { name: 'Portkey gateway', job: proxied, pids: [portkey.pid], ...fresh() },
    ...asked,
  ]
}
