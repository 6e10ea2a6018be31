import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import type { Credentials } from './credentials.ts'
import { gitVariables } from './git/git-variables.ts'
import { createRunGit, type RunGit } from './git/run-git.ts'
import { originOf } from './origin-of.ts'
import type { SourceReader } from './source-reader.ts'
import { walkFolder } from './walk-folder.ts'

export interface GitReaderParts {
  readonly credentials: Credentials
  /** The value of a variable of the environment, for what git needs of it. */
  readonly variable: (name: string) => string | undefined
  readonly program?: string
}

/** The branch to be copied, and how to get at it. */
interface Remote {
  readonly url: string
  readonly ref: string
  readonly git: RunGit
}

/** Where the copy keeps the commit that was fetched last. */
const fetchedRef = 'refs/lorekeep/fetched'

/**
 * A branch of a Git repository. The copy holds its newest commit alone; an update touches only files
 * that changed, so that the others keep their time. A damaged copy is replaced by a new one.
 */
export function createGitReader({ credentials, variable, program = 'git' }: GitReaderParts): SourceReader {
  return {
    async refresh(source, onEvent, signal) {
      const remote = remoteOf(source)
      const progress = { type: 'fetching', what: remote.url, total: 1 } as const
      onEvent({ ...progress, done: 0 })
      const newest = await newestCommit(remote, signal)
      const revision =
        (await update(remote, source.root, newest, signal)) ?? (await fetchAnew(remote, source.root, newest, signal))
      onEvent({ ...progress, done: 1 })
      return { revision, failures: [] }
    },
    walk: walkFolder,
    locate: async ({ root }, path) => join(root, path),
  }

  function remoteOf(source: Source): Remote {
    const { url, branch, credential } = originOf(source, 'git')
    const token =
      credential === undefined || !url.startsWith('https:') ? undefined : { url, token: credentials.token(credential) }
    return {
      url,
      ref: branch === undefined ? 'HEAD' : `refs/heads/${branch}`,
      git: createRunGit(program, gitVariables(variable, token)),
    }
  }
}

async function newestCommit({ git, url, ref }: Remote, signal: AbortSignal): Promise<string> {
  const { succeeded, output, complaint } = await git(['ls-remote', '--quiet', '--', url, ref], signal)
  const commit = /^[0-9a-f]{40,64}/.exec(output)?.[0]
  if (succeeded && commit !== undefined) return commit
  if (succeeded) {
    throw new LorekeepError('source-unavailable', `The repository ${url} has no branch ${nameOf(ref)}.`, {
      hint: 'Name an existing branch with --branch, or push a first commit.',
      retryable: false,
    })
  }
  throw unavailable(url, complaint)
}

/** Brings a copy in line. @returns its commit; undefined when there is no copy that could be brought in line */
async function update(remote: Remote, root: string, newest: string, signal: AbortSignal): Promise<string | undefined> {
  if (!existsSync(join(root, '.git'))) return undefined
  // Left by a git that was killed; nobody else works on the copy.
  for (const lock of ['index.lock', 'shallow.lock', 'HEAD.lock', 'config.lock']) {
    await rm(join(root, '.git', lock), { force: true })
  }
  const current = await remote.git(['-C', root, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], signal)
  if (!current.succeeded) return undefined
  const isNew = current.output !== newest
  if (isNew && !(await remote.git(fetchInto(remote, root), signal)).succeeded) return undefined
  const commit = await checkOut(remote.git, root, isNew ? fetchedRef : 'HEAD', signal)
  // What housekeeping complains of is no reason not to use the files.
  if (isNew) await remote.git(['-C', root, 'gc', '--auto', '--quiet'], signal)
  return commit
}

async function fetchAnew(remote: Remote, root: string, newest: string, signal: AbortSignal): Promise<string> {
  const [beside, former] = [`${root}.new`, `${root}.former`]
  await rm(beside, { recursive: true, force: true })
  await mkdir(dirname(root), { recursive: true, mode: 0o700 })
  try {
    const created = await remote.git(['init', '--quiet', '--template=', '--', beside], signal)
    if (!created.succeeded) throw unavailable(remote.url, created.complaint)
    const fetched = await remote.git(fetchInto(remote, beside), signal)
    if (!fetched.succeeded) throw unavailable(remote.url, fetched.complaint)
    const commit = await checkOut(remote.git, beside, fetchedRef, signal)
    if (commit === undefined) throw unavailable(remote.url, `commit ${newest} cannot be checked out`)
    await rm(former, { recursive: true, force: true })
    if (existsSync(root)) await rename(root, former)
    await rename(beside, root)
    await rm(former, { recursive: true, force: true })
    return commit
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

function fetchInto({ url, ref }: Remote, root: string): readonly string[] {
  const options = ['--quiet', '--depth=1', '--no-tags', '--force', '--no-recurse-submodules', '--no-write-fetch-head']
  return ['-C', root, 'fetch', ...options, '--', url, `+${ref}:${fetchedRef}`]
}

async function checkOut(git: RunGit, root: string, ref: string, signal: AbortSignal): Promise<string | undefined> {
  // Tells files that only look changed, by their time, from those that are; it complains of the latter.
  await git(['-C', root, 'update-index', '-q', '--refresh'], signal)
  for (const step of [
    ['reset', '--quiet', '--hard', ref, '--'],
    ['clean', '--quiet', '-ffdx'],
  ]) {
    if (!(await git(['-C', root, ...step], signal)).succeeded) return undefined
  }
  return (await git(['-C', root, 'rev-parse', 'HEAD'], signal)).output
}

function unavailable(url: string, complaint: string): LorekeepError {
  const reason = complaint
    .split('\n')
    .map((line) => line.replace(/^(?:fatal|error|remote): */i, '').trim())
    .find((line) => line !== '')
  return new LorekeepError(
    'source-unavailable',
    `The repository ${url} cannot be fetched: ${reason ?? 'git failed'}.`,
    {
      hint: hintFor(complaint),
    },
  )
}

function hintFor(complaint: string): string {
  if (/host key verification/i.test(complaint)) {
    return 'Add the key of the host to known_hosts of the account that runs Lorekeep (ssh-keyscan), after checking it.'
  }
  if (/permission denied \(|publickey/i.test(complaint)) {
    return 'Give the account that runs Lorekeep an SSH key that may read the repository.'
  }
  if (/authentication|could not read Username|\b40[13]\b|access denied/i.test(complaint)) {
    return 'Name a credential with --credential, and check that its token may read the repository.'
  }
  if (/not found|does not exist|not appear to be a git repository/i.test(complaint)) {
    return 'Check the address; a private repository also answers so where the credential is missing.'
  }
  return 'Check the address and the connection; the last good copy stays in the index.'
}

function nameOf(ref: string): string {
  return ref === 'HEAD' ? 'by default' : ref.replace('refs/heads/', '')
}
