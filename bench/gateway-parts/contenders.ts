import type { LoadJob, LoadResult } from './load.ts'
import type { Part } from './part.ts'
import type { Portkey } from './portkey.ts'

/** Somebody to send requests to, and how it did. */
export interface Contender {
  readonly name: string
  readonly job: Pick<LoadJob, 'url' | 'headers' | 'body'>
  readonly pid: number
  readonly paced: LoadResult[]
  readonly saturated: LoadResult[]
  processorMs: number
  answers: number
}

type Send = (job: Contender['job'], pace: LoadJob['pace'], seconds: number) => Promise<LoadResult>

/** The model server itself, Portkey before it, and Lorekeep before it; each warm. */
export async function contendersOf(
  { model, lorekeep, portkey }: { readonly model: Part; readonly lorekeep: Part; readonly portkey: Portkey },
  send: Send,
): Promise<readonly Contender[]> {
  const address = String(model.ready)
  const { url, secret } = lorekeep.ready as { readonly url: string; readonly secret: string }
  const asking = {
    url: `${url}/api/v1/ask`,
    headers: { Authorization: `Bearer ${secret}` },
    body: JSON.stringify({ question: 'How many days of paid annual leave do full-time employees in {n} receive?' }),
  }
  const warm = { connections: 8, most: 1500 }
  await send(asking, warm, 120)
  // What Lorekeep sent is what the others are asked to pass on.
  const body = String(await model.ask('last'))
  if (body === '') throw new Error('Lorekeep asked no model; nothing can be compared.')
  const direct = { url: `${address}/chat/completions`, headers: { Authorization: 'Bearer none' }, body }
  const proxied = {
    url: `${portkey.url}/v1/chat/completions`,
    headers: { ...direct.headers, 'x-portkey-provider': 'openai', 'x-portkey-custom-host': address },
    body,
  }
  await send(direct, warm, 60)
  await send(proxied, warm, 60)
  const fresh = () => ({ paced: [], saturated: [], processorMs: 0, answers: 0 })
  return [
    { name: 'model server alone', job: direct, pid: model.process.pid ?? 0, ...fresh() },
    { name: 'Portkey gateway', job: proxied, pid: portkey.pid, ...fresh() },
    { name: 'Lorekeep', job: asking, pid: lorekeep.process.pid ?? 0, ...fresh() },
  ]
}
