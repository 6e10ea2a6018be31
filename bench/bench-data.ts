import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder of third-party data that benchmarks measure with; it is not part of the project. */
export function benchData(name: string): string {
  const folder = join(resolve(process.env['BENCH_DATA'] ?? '../shared/bench'), name)
  if (existsSync(folder)) return folder
  console.error(`The data set ${name} is not at ${folder}. Set BENCH_DATA to the folder that holds it.`)
  process.exit(1)
}
