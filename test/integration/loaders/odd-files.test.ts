import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fingerprintFile } from '../../../ingest/loaders/parsing/fingerprint-file.ts'
import { parseFile } from '../../../ingest/loaders/parsing/parse-file.ts'
import { usualCounting } from '../../support/policies.ts'

const notAFile = 'is a folder, a pipe or a device, not a file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'odd-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** What parsing and hashing a file say; both end by themselves, or the test does not. */
async function refusals(name: string) {
  const path = join(folder, name)
  const outcomes = await Promise.allSettled([parseFile(path, name, usualCounting), fingerprintFile(path)])
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') throw new Error(`${name} was read.`)
    return outcome.reason as unknown
  })
}

async function expectRefused(name: string, reason: string, retryable = false): Promise<void> {
  const [parsed, hashed] = await refusals(name)
  const refusal = { name: 'LorekeepError', code: 'document-unreadable', hint: expect.any(String), retryable }
  expect(parsed).toMatchObject({ ...refusal, message: `"${name}" ${reason}.` })
  expect(hashed).toMatchObject({ ...refusal, message: `"${join(folder, name)}" ${reason}.` })
}

/** Does something without the rights of the administrator, whom no file is closed to. */
async function withoutPrivileges<T>(work: () => Promise<T>): Promise<T> {
  const isAdministrator = process.geteuid?.() === 0
  if (isAdministrator) process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    if (isAdministrator) process.seteuid?.(0)
  }
}

/** Keeps a file growing until `work` is through. */
async function whileGrowing<T>(path: string, work: () => Promise<T>): Promise<T> {
  const through = new AbortController()
  const working = work().finally(() => through.abort())
  const [outcome] = await Promise.allSettled([working, grow(path, through.signal)])
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}

async function grow(path: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await appendFile(path, 'more ')
}

describe('[P8] what lies in a folder beside ordinary files', () => {
  test('an empty file is said to be empty', async () => {
    await writeFile(join(folder, 'empty.pdf'), '')
    await expect(parseFile(join(folder, 'empty.pdf'), 'empty.pdf', usualCounting)).rejects.toMatchObject({
      code: 'document-unreadable',
      message: '"empty.pdf" is empty.',
      hint: 'Check that the file was saved or copied completely, or remove it.',
    })
    expect(await fingerprintFile(join(folder, 'empty.pdf'))).toMatchObject({ bytes: 0 })
  })

  test('a folder named like a file is refused', async () => {
    await mkdir(join(folder, 'folder.pdf'))
    await expectRefused('folder.pdf', notAFile)
  })

  test('a pipe named like a file is refused without waiting for somebody to write to it', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.pdf')])
    await expectRefused('pipe.pdf', notAFile)
  })

  test('a socket named like a file is refused', async () => {
    const server = createServer().listen(join(folder, 'socket.pdf'))
    await once(server, 'listening')
    try {
      await expectRefused('socket.pdf', notAFile)
    } finally {
      server.close()
      await once(server, 'close')
    }
  })

  test('a link that leads nowhere or in a circle is refused', async () => {
    await symlink('nowhere.pdf', join(folder, 'lost.pdf'))
    await symlink('circle.pdf', join(folder, 'circle.pdf'))
    await expectRefused('lost.pdf', 'is no longer there', true)
    await expectRefused('circle.pdf', 'is a link that leads back to itself')
  })

  test('a file that may not be read is refused, with a hint for whoever gives the rights', async () => {
    await writeFile(join(folder, 'secret.md'), 'Secret.')
    await chmod(join(folder, 'secret.md'), 0o000)
    await chmod(folder, 0o755)
    const [parsed] = await withoutPrivileges(() => refusals('secret.md'))
    expect(parsed).toMatchObject({
      code: 'document-unreadable',
      message: '"secret.md" may not be read.',
      hint: 'Give the account that runs Lorekeep the right to read it.',
      retryable: true,
    })
  })

  test('a file that is written to meanwhile is not read by half', async () => {
    const path = join(folder, 'log.txt')
    await writeFile(path, 'one\n')
    await truncate(path, 32 * 2 ** 20)
    const message = expect.stringContaining('was changed while it was read')
    const changed = { code: 'document-unreadable', message, retryable: true }
    await expect(whileGrowing(path, () => fingerprintFile(path))).rejects.toMatchObject(changed)
    await expect(whileGrowing(path, () => parseFile(path, 'log.txt', usualCounting))).rejects.toMatchObject(changed)
  })

  test('a path that the system does not take is refused', async () => {
    const name = `${'a'.repeat(300)}.md`
    const [parsed] = await refusals(name)
    expect(parsed).toMatchObject({
      code: 'document-unreadable',
      message: expect.stringMatching(/^"a+…a+\.md" has a path that is too long for this system\.$/),
      retryable: false,
    })
  })

  test('a deep path is read as any other', async () => {
    const deep = join(folder, ...Array.from({ length: 12 }, () => 'd'.repeat(250)))
    await mkdir(deep, { recursive: true })
    await writeFile(join(deep, 'note.md'), 'Deep down.')
    await expect(parseFile(join(deep, 'note.md'), 'note.md', usualCounting)).resolves.toMatchObject({
      text: 'Deep down.',
    })
  })

  test('a name with line breaks cannot forge a line of the report', async () => {
    const name = 'a\n"b.pdf" was read.md'
    await writeFile(join(folder, name), '')
    await expect(parseFile(join(folder, name), name, usualCounting)).rejects.toMatchObject({
      message: '"a\\u000a\\"b.pdf\\" was read.md" is empty.',
    })
  })

  test('a file larger than what is read as a whole is refused before it is read', async () => {
    await writeFile(join(folder, 'huge.txt'), '')
    await truncate(join(folder, 'huge.txt'), 257 * 2 ** 20)
    await expect(parseFile(join(folder, 'huge.txt'), 'huge.txt', usualCounting)).rejects.toMatchObject({
      code: 'too-large',
      message: '"huge.txt" is larger than 256 MB.',
    })
  })
})
