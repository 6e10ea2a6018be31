import { measureCommits } from './commit-time.ts'
import { type Contender, contendersOf } from './contenders.ts'
import type { LoadJob, LoadResult } from './load.ts'
import { startPart } from './part.ts'
import { startPortkey } from './portkey.ts'
import { processorMs } from './processor-time.ts'
import { quantiles, report } from './report.ts'

export interface GatewayOptions {
  readonly rounds: number
  readonly seconds: number
  /** Requests a second, where latency is measured. */
  readonly perSecond: number
  /** Requests at a time, where throughput is measured. */
  readonly connections: number
  /** Where Lorekeep's data lies. */
  readonly folder: string
  /** For the process of Lorekeep. */
  readonly nodeOptions: readonly string[]
}

/** All get the same load in turn, over and over, so that what else the machine does falls on each of them. */
export async function compareGateways(bundle: string, options: GatewayOptions): Promise<void> {
  const { rounds, seconds, perSecond, connections, folder } = options
  const model = await startPart(bundle, 'model-server')
  const load = await startPart(bundle, 'load')
  const lorekeep = await startPart(bundle, 'lorekeep', [String(model.ready), folder], options.nodeOptions)
  const portkey = await startPortkey()
  let from = 0
  const send = async (job: Contender['job'], pace: LoadJob['pace'], long = seconds): Promise<LoadResult> => {
    const result = (await load.ask({ ...job, from, seconds: long, pace } satisfies LoadJob)) as LoadResult
    from += 1_000_000
    if (result.failure !== undefined)
      throw new Error(`${result.failed} requests to ${job.url} failed. ${result.failure}`)
    return result
  }
  const run = async (contender: Contender, pace: LoadJob['pace']): Promise<LoadResult> => {
    const before = processorMs(contender.pid)
    const result = await send(contender.job, pace)
    contender.processorMs += processorMs(contender.pid) - before
    contender.answers += result.latencies.length
    return result
  }
  try {
    const contenders = await contendersOf({ model, lorekeep, portkey }, send)
    console.log(`The disk acknowledges a write in ms: ${quantiles(measureCommits(folder))}`)
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        contender.paced.push(await run(contender, { perSecond }))
        contender.saturated.push(await run(contender, { connections }))
      }
    }
    report(contenders, options)
  } finally {
    await Promise.all([lorekeep.stop(), load.stop(), model.stop(), portkey.stop()])
  }
}
