import { describe, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const shared = fileURLToPath(new URL('../../../shared', import.meta.url))

/** The folder of a third-party data set beside the repository, `../shared/bench/<name>`; undefined where it is absent. */
function benchFolder(name: string): string | undefined {
  const folder = `${shared}/bench/${name}`
  return existsSync(folder) ? folder : undefined
}

/**
 * Tests that need a third-party data set. Skipped by name where there is none; on a build server that has
 * others (`CI=true`) a missing one is a failure.
 */
export function describeWithBench(name: string, tests: (folder: string) => void): void {
  const folder = benchFolder(name)
  if (folder !== undefined) {
    describe(`measured on ${name}`, () => tests(folder))
  } else if (process.env['CI'] === 'true' && existsSync(shared)) {
    test(`the data set ${name} is there to measure with`, () => {
      throw new Error(`../shared/bench/${name} is missing.`)
    })
  } else {
    // A skipped test needs a body; there is nothing to measure with.
    test.skip(`needs ../shared/bench/${name}`, () => {})
  }
}
