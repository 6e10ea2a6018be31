import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { measureCommits } from './commit-time.ts'
import { type Contender, contendersOf, type Lorekeep } from './contenders.ts'
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
  /** Of the second service of Lorekeep; the first has one. */
  readonly processes: number
  /** Where Lorekeep's data lies, each service in a folder of its own. */
  readonly folder: string
  /** For the processes of Lorekeep. */
  readonly nodeOptions: readonly string[]
}

/** All get the same load in turn, over and over, so that what else the machine does falls on each of them. */
export async function compareGateways(bundle: string, options: GatewayOptions): Promise<void> {
  const { rounds, seconds, perSecond, connections, folder, nodeOptions } = options
  const model = await startPart(bundle, 'model-server')
  const load = await startPart(bundle, 'load')
  const data = await mkdtemp(join(folder, 'lorekeep-bench-'))
  const startLorekeep = async (processes: number): Promise<Lorekeep> => {
    const own = join(data, String(processes))
    await mkdir(own)
    const settings = [String(model.ready), own, String(processes)]
    return { processes, ...(await startPart(bundle, 'lorekeep', settings, nodeOptions)) }
  }
  const services = [await startLorekeep(1), await startLorekeep(options.processes)]
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
    const before = processorMs(contender.pids)
    const result = await send(contender.job, pace)
    contender.processorMs += processorMs(contender.pids) - before
    contender.answers += result.latencies.length
    return result
  }
  try {
    const contenders = await contendersOf({ model, services, portkey }, send)
    console.log(`The disk acknowledges a write in ms: ${quantiles(measureCommits(folder))}`)
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        contender.paced.push(await run(contender, { perSecond }))
        contender.saturated.push(await run(contender, { connections }))
      }
    }
    report(contenders, options)
  } finally {
    await Promise.all([...services, load, model, portkey].map((part) => part.stop()))
    await rm(data, { recursive: true, force: true })
  }
}
