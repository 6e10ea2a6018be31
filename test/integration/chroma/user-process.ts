import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromaCli } from './temporary-chroma.ts'

const script = fileURLToPath(new URL('chroma-user.ts', import.meta.url))
/** Inside of `node_modules`, so that packages are found from there. */
const folder = fileURLToPath(new URL('../../../node_modules/.cache/lorekeep', import.meta.url))

/** Another process that uses the Chroma server of a data directory. */
export interface UserProcess {
  readonly child: ChildProcess
  readonly url: string
  /** Lets it release the server and end. */
  end(): Promise<void>
}

/** Makes the program of these processes; to be called once, before any of them. */
export async function buildUserProgram(): Promise<string> {
  await mkdir(folder, { recursive: true })
  const program = `${folder}/chroma-user.${process.pid}.mjs`
  await build({
    entryPoints: [script],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
  })
  return program
}

export async function startUserProcess(program: string, dataDir: string): Promise<UserProcess> {
  const child = spawn(process.execPath, [program, dataDir, chromaCli], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const lines = createInterface({ input: child.stdout })
  const [url] = (await once(lines, 'line')) as [string]
  return {
    child,
    url,
    async end() {
      const exit = once(child, 'exit')
      child.stdin.write('end\n')
      await exit
    },
  }
}
