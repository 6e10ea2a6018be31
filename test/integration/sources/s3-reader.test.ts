import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createCredentials } from '../../../ingest/sources/readers/credentials.ts'
import { createS3Reader } from '../../../ingest/sources/readers/s3-reader.ts'
import type { SourceOrigin } from '../../../src/domain/documents/source.ts'
import { type S3Server, type S3ServerSettings, startS3Server } from '../../support/sources/s3-server.ts'
import { refresh, sourceOf, walkAll } from '../../support/sources/source-of.ts'
import { temporaryFolder } from './temporary-folder.ts'

type BucketOrigin = Extract<SourceOrigin, { readonly kind: 's3' }>

const keyPair = { name: 'AKEXAMPLE', secret: 'a secret / with + signs' }
const variables: Readonly<Record<string, string>> = { SOURCE_HR_KEY_ID: keyPair.name, SOURCE_HR_SECRET: keyPair.secret }
const reader = createS3Reader(createCredentials((name) => variables[name]))
const day = new Date('2026-03-01T08:00:00Z')

describe('a source in a bucket', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let server: S3Server

  beforeEach(() => {
    folder = temporaryFolder()
  })

  afterEach(async () => {
    await server.close()
    folder.remove()
  })

  async function start(objects: Readonly<Record<string, string>>, settings: Partial<S3ServerSettings> = {}) {
    server = await startS3Server({ bucket: 'papers', ...settings })
    put(objects)
  }

  function put(objects: Readonly<Record<string, string>>, modifiedAt = day) {
    for (const [key, body] of Object.entries(objects)) server.objects.set(key, { body, modifiedAt })
  }

  const source = (origin: Partial<BucketOrigin> = {}) =>
    sourceOf({ kind: 's3', bucket: 'papers', endpoint: server.endpoint, ...origin }, folder.path)
  const paths = async () => (await walkAll(reader, source())).files.map(({ path }) => path)

  test('fetches an object once, and again when its content changed', async () => {
    await start({ 'a.md': 'one', 'b.md': 'two' })
    await refresh(reader, source())
    await refresh(reader, source())
    expect(server.gets.toSorted()).toEqual(['a.md', 'b.md'])
    // Neither size nor time tell these apart.
    put({ 'b.md': 'TWO' })
    await refresh(reader, source())
    expect(server.gets).toHaveLength(3)
    expect(readFileSync(join(folder.path, 'b.md'), 'utf8')).toBe('TWO')
    expect(statSync(join(folder.path, 'b.md')).mtime).toEqual(day)
  })

  test('mirrors the keys below the prefix, labels included, and nothing that is not read', async () => {
    await start({
      'hr/2026/leave.md': 'leave',
      'hr/2026/leave.md.meta.yaml': 'groups: [hr]',
      'hr/access.yaml': 'rules: []',
      'hr/film.mp4': 'film',
      'hr/.hidden.md': 'hidden',
      'hr/folder/': '',
      'it/x.md': 'x',
    })
    await refresh(reader, source({ prefix: 'hr/' }))
    expect(await paths()).toEqual(['2026/leave.md'])
    expect(server.gets.toSorted()).toEqual(['hr/2026/leave.md', 'hr/2026/leave.md.meta.yaml', 'hr/access.yaml'])
    expect(readFileSync(join(folder.path, '2026/leave.md.meta.yaml'), 'utf8')).toBe('groups: [hr]')
  })

  test('signs every request, whatever the key holds', async () => {
    await start({ "odd '(key)!*+ &=%2F~ 年假.md": 'odd', 'plain.md': 'plain' }, { keyPair, pageSize: 1 })
    expect(await refresh(reader, source({ credential: 'HR' }))).toEqual({ failures: [] })
    expect(await paths()).toEqual(["odd '(key)!*+ &=%2F~ 年假.md", 'plain.md'])
    await expect(refresh(reader, source())).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringContaining('403 (SignatureDoesNotMatch'),
      hint: expect.stringContaining('--credential'),
    })
  })

  test('signs for the region that was given', async () => {
    await start({ 'a.md': 'a' }, { keyPair, region: 'eu-central-1' })
    await refresh(reader, source({ credential: 'HR', region: 'eu-central-1' }))
    expect(await paths()).toEqual(['a.md'])
  })

  test('tries again when the service is busy', async () => {
    await start({ 'a.md': 'a' })
    server.refusals.push(503, 500)
    await refresh(reader, source())
    expect(await paths()).toEqual(['a.md'])
  })

  test('keeps the last good copy of an object that breaks off, and reports it', async () => {
    await start({ 'a.md': 'the first version', 'b.md': 'b' })
    await refresh(reader, source())
    put({ 'a.md': 'the second version, which is longer' })
    server.broken.add('a.md')
    const { failures } = await refresh(reader, source())
    expect(failures).toEqual([expect.objectContaining({ path: 'a.md', code: 'source-unavailable' })])
    expect(readFileSync(join(folder.path, 'a.md'), 'utf8')).toBe('the first version')
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([])
    server.broken.clear()
    expect((await refresh(reader, source())).failures).toEqual([])
    expect(readFileSync(join(folder.path, 'a.md'), 'utf8')).toBe('the second version, which is longer')
  })

  test('fetches what a killed run did not finish', async () => {
    await start({ 'a.md': 'a' })
    await refresh(reader, source())
    rmSync(join(folder.path, '.a.md.etag'))
    await refresh(reader, source())
    expect(server.gets).toEqual(['a.md', 'a.md'])
  })

  test('[P8] reports keys that cannot be files, and takes the others', async () => {
    const endless = `${'x'.repeat(300)}.md`
    await start({ 'a//b.md': '1', 'up/../../evil.md': '2', [endless]: '3', 'line\nbreak.md': '4', 'good.md': '5' })
    const { failures } = await refresh(reader, source())
    expect(failures.map(({ path }) => path).toSorted()).toEqual(
      ['a//b.md', 'line\nbreak.md', 'up/../../evil.md', endless].toSorted(),
    )
    expect(await paths()).toEqual(['good.md'])
    expect(existsSync(join(folder.path, '../evil.md'))).toBe(false)
  })

  test('[P8] reports a key that is also a folder', async () => {
    await start({ 'a.md': 'file', 'a.md/b.md': 'inside' })
    const { failures } = await refresh(reader, source())
    expect(failures).toEqual([expect.objectContaining({ reason: expect.stringContaining('also that of a folder') })])
  })

  test('does not fetch what is too large to be read, but reports it', async () => {
    await start({ 'a.md': 'a', 'grown.md': 'small' })
    await refresh(reader, source())
    server.objects.set('grown.md', { body: 'large', modifiedAt: day, listedBytes: 256 * 2 ** 20 + 1 })
    const { failures } = await refresh(reader, source())
    expect(failures).toEqual([
      {
        path: 'grown.md',
        code: 'too-large',
        reason: 'The object "grown.md" was not fetched. It is larger than 256 MB, which is not read.',
        hint: 'Split the document, or leave it out.',
      },
    ])
    expect(server.gets.toSorted()).toEqual(['a.md', 'grown.md'])
    expect(readFileSync(join(folder.path, 'grown.md'), 'utf8')).toBe('small')
  })

  test.each(['a.md.meta.yaml', 'access.yaml'])('[P2] takes up nothing while the labels in %s fail', async (labels) => {
    await start({ 'a.md': 'a', [labels]: 'groups: [board]', 'b.md': 'b' })
    server.broken.add(labels)
    await expect(refresh(reader, source())).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringMatching(/^The object "a.*yaml" was not fetched.* It holds labels/),
      hint: expect.any(String),
      retryable: true,
    })
    expect(server.gets).toEqual([labels])
    server.broken.clear()
    expect((await refresh(reader, source())).failures).toEqual([])
    expect(await paths()).toEqual(['a.md', 'b.md'])
  })

  test('[P2] takes up nothing while labels have a key that cannot be kept, though their document has one that can', async () => {
    const name = `${'x'.repeat(235)}.md`
    await start({ [name]: 'for the board', [`${name}.meta.yaml`]: 'groups: [board]' })
    await expect(refresh(reader, source())).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringContaining('longer than 240 bytes'),
      hint: 'Give it another key.',
      retryable: false,
    })
  })

  test('keeps everything when the bucket is suddenly empty', async () => {
    await start({ 'a.md': 'a' })
    await refresh(reader, source())
    server.objects.clear()
    await expect(refresh(reader, source())).rejects.toMatchObject({ code: 'conflict' })
    expect(await paths()).toEqual(['a.md'])
  })

  test('[P10] says what is wrong with an endpoint that is no such service', async () => {
    await start({})
    await expect(refresh(reader, source({ bucket: 'other' }))).rejects.toMatchObject({
      code: 'source-unavailable',
      message: 'The bucket other answered with 404 (NoSuchBucket: The bucket does not exist.).',
    })
  })

  test('asks for the bucket in the name of the host where the endpoint says so', async () => {
    await start({ 'a.md': 'a' })
    const endpoint = server.endpoint.replace('127.0.0.1', 'localhost')
    await refresh(reader, source({ endpoint: `${endpoint}/{bucket}` }))
    expect(await paths()).toEqual(['a.md'])
  })
})
