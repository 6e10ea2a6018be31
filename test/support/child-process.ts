import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Child {
  /** The next line that the child prints. */
  nextLine(): Promise<string>
  tell(line: string): void
  /** Ends it at once, with no chance to clean up. */
  kill(): Promise<void>
  /** Waits until it ends by itself. */
  ended(): Promise<void>
}

/** Starts a program below `test/integration`, such as `sql/children/publish`, as a process of its own. */
export function startChild(name: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [builtProgram(name), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    nextLine: async () => {
      const { value, done } = await lines.next()
      if (done === true) throw new Error(`${name} ended before it said what was expected.`)
      return value
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    },
    ended: async () => void (await exit),
  }
}

const built = new Map<string, string>()

/** Packages with native code, which cannot be bundled; all others start faster in one file. */
const external = [
  '@node-rs/jieba',
  '@xenova/transformers',
  'chromadb',
  'libsql',
  'onnxruntime-node',
  'pg-native',
  'sharp',
]
const requireOfNode = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`

/** Node 20 runs no TypeScript; the bundle lies where packages are still found. */
export function builtProgram(name: string): string {
  const known = built.get(name)
  if (known !== undefined) return known
  const bundle = join('node_modules', '.cache', 'lorekeep-test', `${basename(name)}.${process.pid}.mjs`)
  execFileSync(join('node_modules', '.bin', 'esbuild'), [
    join('test', 'integration', `${name}.ts`),
    '--bundle',
    '--platform=node',
    '--format=esm',
    ...external.map((one) => `--external:${one}`),
    `--banner:js=${requireOfNode}`,
    '--log-level=error',
    `--outfile=${bundle}`,
  ])
  built.set(name, bundle)
  return bundle
}
