import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A repository in a temporary folder that can be cloned by its `file://` address. */
export interface GitRepository {
  readonly folder: string
  readonly url: string
  write(path: string, text: string): void
  remove(path: string): void
  /** @returns the commit */
  commit(): string
  git(...args: readonly string[]): string
  close(): void
}

export function createGitRepository(): GitRepository {
  const folder = mkdtempSync(join(tmpdir(), 'lorekeep-repository-'))
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Robin',
    GIT_AUTHOR_EMAIL: 'robin@example.com',
    GIT_COMMITTER_NAME: 'Robin',
    GIT_COMMITTER_EMAIL: 'robin@example.com',
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  git('init', '--quiet', '--initial-branch=main')
  return {
    folder,
    url: `file://${folder}`,
    git,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    remove: (path) => rmSync(join(folder, path)),
    commit() {
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', 'Change')
      return git('rev-parse', 'HEAD')
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
