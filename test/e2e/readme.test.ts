import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { exec, type ExecException } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningService, startService, temporaryDataFolder } from '../support/service/service-process.ts'
import { repositoryRoot } from '../support/source-files.ts'

const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8')
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? '').trim().split('\n'))
/** The two commands that install, start and test: whoever runs this test has run one of them. */
const installing = commands.filter((command) => command.startsWith('npm ci'))
const others = commands.filter((command) => !command.startsWith('npm ci'))
/** What npm does is the same for all commands, so that one of them goes through it and the others start the program themselves. */
const throughNpm = others.find((command) => command.startsWith('npm run lorekeep'))

const data = temporaryDataFolder()
const own = mkdtempSync(join(tmpdir(), 'lorekeep-own-'))
let service: RunningService

beforeAll(async () => {
  cpSync(join(repositoryRoot, 'data/documents/hr'), own, { recursive: true })
  service = await startService(data.path, { SAMPLE_DOCUMENTS: 'on', ADMIN_TOKEN: 'token-of-the-readme-test' })
})

afterAll(async () => {
  await service?.stop()
  data.remove()
  rmSync(own, { recursive: true, force: true })
})

function run(
  command: string,
): Promise<{ readonly error: ExecException | null; readonly stdout: string; readonly stderr: string }> {
  const started = command === throughNpm ? command : command.replace('npm run lorekeep --', 'node dist/src/main.js')
  const here = started.replaceAll('http://127.0.0.1:8080', service.url).replaceAll('./my-documents', own)
  const env = {
    ...process.env,
    DATA_DIR: data.path,
    ADMIN_TOKEN: 'token-of-the-readme-test',
    SAMPLE_DOCUMENTS: 'off',
    LOG_LEVEL: 'error',
  }
  return new Promise((resolve) =>
    exec(here, { cwd: repositoryRoot, env }, (error, stdout, stderr) => resolve({ error, stdout, stderr })),
  )
}

describe('the README', () => {
  test('shows first how to start and how to test, with commands that exist', () => {
    expect(installing).toEqual(['npm ci && npm start', 'npm ci && npm test'])
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const named = [...readme.matchAll(/npm (?:run )?([a-z:-]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !['ci', 'audit'].includes(name))
    expect(named.filter((name) => !Object.hasOwn(scripts, name) && name !== 'package')).toEqual([])
  })

  test.each(others)('shows a command that works: %s', async (command) => {
    const { error, stdout, stderr } = await run(command)
    expect({ error, stderr }).toEqual({ error: null, stderr: expect.any(String) })
    expect(stdout.trim()).not.toBe('')
    expect(stdout).not.toMatch(/"code":"(?:unauthenticated|bad-request|internal)"/)
  })
})
