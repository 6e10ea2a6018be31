import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedModelsFolder } from '../models/shared-models.ts'
import { repositoryRoot } from '../source-files.ts'

/** The built command line, as users run it. */
const program = join(repositoryRoot, 'dist/src/main.js')

/** A data folder of its own; the converted embedding model is shared between tests. */
export function temporaryDataFolder(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'lorekeep-test-'))
  symlinkSync(sharedModelsFolder(), join(folder, 'models'))
  return {
    path: folder,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  }
}

type Variables = Readonly<Record<string, string>>

/** Some of the shipped ones: to learn from all of them takes each new data folder half a minute. */
const fewExamples = join(repositoryRoot, 'test/fixtures/routing-examples.jsonl')

/** A clean environment, so that settings of the machine do not reach the test. */
function variablesFor(dataDir: string, variables: Variables): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return {
    PATH,
    HOME,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    SAMPLE_DOCUMENTS: 'off',
    ROUTING_EXAMPLES_FILE: fewExamples,
    ...variables,
  }
}

export interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs one command to its end, with `input` on its standard input. */
export function runCommand(
  dataDir: string,
  args: readonly string[],
  variables: Variables = {},
  input?: string,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { env: variablesFor(dataDir, variables), maxBuffer: 32 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
    if (input !== undefined) child.stdin?.end(input)
  })
}

/** Starts a command and leaves it running. */
export function startCommand(dataDir: string, args: readonly string[], variables: Variables = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: variablesFor(dataDir, variables),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export interface RunningService {
  readonly url: string
  readonly signInLink: string
  readonly adminToken: string
  readonly process: ChildProcess
  /** Everything it wrote, for finding out what went wrong. */
  output(): string
  stop(): Promise<void>
}

const startLimitMs = 300_000

/** `lorekeep serve` on a free port, ready for requests. */
export async function startService(dataDir: string, variables: Variables = {}): Promise<RunningService> {
  const child = startCommand(dataDir, ['serve'], { PORT: '0', ...variables })
  let output = ''
  const started = new Promise<void>((resolve, reject) => {
    const note = (part: Buffer) => {
      output += part.toString('utf8')
      if (output.includes('Ready.')) resolve()
    }
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
    child.once('exit', (code) => reject(new Error(`The service ended with ${code}:\n${output}`)))
    setTimeout(() => reject(new Error(`The service did not start:\n${output}`)), startLimitMs).unref()
  })
  await started
  const { adminToken } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { adminToken: string }
  return {
    url: /Lorekeep is at (\S+)/.exec(output)?.[1] ?? '',
    signInLink: /Sign in: (\S+)/.exec(output)?.[1] ?? '',
    adminToken: variables['ADMIN_TOKEN'] ?? adminToken,
    process: child,
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
