import { execFileSync } from 'node:child_process'

/** Workers and the command line run from the build, so that tests run what users run. */
export default function setup() {
  execFileSync(process.execPath, ['src/build.mjs'], { stdio: 'inherit' })
}
