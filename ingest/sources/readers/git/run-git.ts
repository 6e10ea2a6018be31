import { spawn } from 'node:child_process'
import { LorekeepError } from '../../../../src/domain/errors.ts'

/** How a call of git ended. */
export interface GitOutcome {
  readonly succeeded: boolean
  /** What it printed, without blanks around. */
  readonly output: string
  /** What it complained about: the last lines of its standard error. */
  readonly complaint: string
}

export type RunGit = (args: readonly string[], signal: AbortSignal) => Promise<GitOutcome>

const keptComplaint = 2000

/**
 * Calls the installed `git` with nothing but the given environment.
 * @throws LorekeepError `bad-configuration` when there is no git
 */
export function createRunGit(program: string, variables: Readonly<Record<string, string>>): RunGit {
  return (args, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const child = spawn(program, args, { env: variables, stdio: ['ignore', 'pipe', 'pipe'], signal })
      let output = ''
      let complaint = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        complaint = (complaint + text).slice(-keptComplaint)
      })
      child.once('error', (error: NodeJS.ErrnoException) => {
        reject(signal.aborted ? signal.reason : notStarted(program, error))
      })
      child.once('close', (code) => {
        resolve({ succeeded: code === 0, output: output.trim(), complaint: complaint.trim() })
      })
    })
}

function notStarted(program: string, error: NodeJS.ErrnoException): LorekeepError {
  const reason = error.code === 'ENOENT' ? 'is not installed' : `cannot be started: ${error.message}`
  return new LorekeepError('bad-configuration', `The program ${program} ${reason}; sources in Git need it.`, {
    hint: 'Install git (for instance "apt-get install git") on the machine that runs Lorekeep.',
    cause: error,
  })
}
