import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { zipUnpacker } from '../../../ingest/loaders/archive/unpack-zip.ts'
import type { UnpackedFile } from '../../../ingest/loaders/loaded-document.ts'
import { loaderFor } from '../../../ingest/loaders/loaders.ts'
import { type UnpackLimits, unpackLimits } from '../../../ingest/loaders/unpacking/unpack-limits.ts'
import { encodeLegacy } from '../../support/files/legacy-encoding.ts'
import { zipFile, type ZipFileEntry } from '../../support/files/zip-file.ts'

const small: UnpackLimits = { ...unpackLimits, entries: 20, totalBytes: 4000, fileBytes: 3000, ratioFreeBytes: 1000 }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function unpackBytes(bytes: Uint8Array, limits?: UnpackLimits): Promise<readonly UnpackedFile[]> {
  const file = { bytes, path: 'share/a.zip', modifiedAt: 5 }
  const format = loaderFor('a.zip')
  if (limits === undefined && format?.unpack) return format.unpack(file, folder)
  return zipUnpacker((path) => path.endsWith('.md'), limits)(file, folder)
}

const unpack = (entries: readonly ZipFileEntry[], limits?: UnpackLimits) => unpackBytes(zipFile(entries), limits)

async function written(): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

describe('an archive', () => {
  test('gives out the files that can be read and their labels, with their times', async () => {
    const files = await unpack([
      { name: 'hr/', content: '' },
      { name: 'hr/leave.md', content: 'Thirty days.' },
      { name: 'hr/leave.md.meta.yaml', content: 'groups: [hr]', stored: true },
      { name: 'hr/logo.bin', content: 'nothing to read' },
      { name: '__MACOSX/hr/._leave.md', content: 'x' },
      { name: '.git/notes.md', content: 'x' },
      { name: 'hr/.DS_Store', content: 'x' },
      { name: '制度/年假.md', content: '三十天' },
    ])
    const modifiedAt = Date.UTC(2026, 3, 1, 12, 30)
    expect(files).toEqual([
      { path: 'hr/leave.md', bytes: 12, modifiedAt },
      { path: 'hr/leave.md.meta.yaml', bytes: 12, modifiedAt },
      { path: '制度/年假.md', bytes: 9, modifiedAt },
    ])
    expect(await written()).toEqual(['hr/leave.md', 'hr/leave.md.meta.yaml', '制度/年假.md'])
    expect(await readFile(join(folder, 'hr/leave.md'), 'utf8')).toBe('Thirty days.')
  })

  test.each([
    ['gb18030', '人事制度/年假管理办法.md'],
    ['big5', '人事制度/員工休假規定.md'],
  ] as const)('from a Chinese Windows has its names, in %s', async (encoding, name) => {
    const [file] = await unpack([{ name: encodeLegacy(name, encoding), flags: 0, content: 'x' }])
    expect(file?.path).toBe(name)
  })

  test('has names in UTF-8 without the flag, in CP437, and in the field for Unicode paths', async () => {
    const raw = Buffer.from('x.md')
    const checksum = Buffer.alloc(4)
    checksum.writeUInt32LE(crc32(raw))
    const unicode = Buffer.concat([Buffer.from([1]), checksum, Buffer.from('年假.md')])
    const extra = Buffer.concat([Buffer.from([0x75, 0x70, unicode.length, 0]), unicode])
    const files = await unpack([
      { name: 'ä年.md', flags: 0, content: 'x' },
      { name: Uint8Array.of(0x4d, 0x81, 0x6c, 0x6c, 0x2e, 0x6d, 0x64), flags: 0, content: 'x' },
      { name: raw, flags: 0, content: 'x', extra },
    ])
    expect(files.map(({ path }) => path)).toEqual(['ä年.md', 'Müll.md', '年假.md'])
  })

  test.each([
    ['../../evil.md', 'evil.md', 'leads out'],
    ['a\\..\\..\\evil.md', 'evil.md', 'leads out'],
    ['/etc/evil.md', 'evil.md', 'absolute'],
    ['C:\\evil.md', 'evil.md', 'absolute'],
    [`${'d/'.repeat(40)}evil.md`, 'evil.md', 'folders deep'],
  ])('writes nothing for %s, and says so', async (name, path, reason) => {
    const files = await unpack([
      { name, content: 'x' },
      { name: 'good.md', content: 'x' },
    ])
    expect(files).toMatchObject([
      { path, failure: { code: 'document-unreadable', message: expect.stringContaining(reason) } },
      { path: 'good.md', bytes: 1 },
    ])
    expect(await written()).toEqual(['good.md'])
  })

  test('says which files are encrypted, linked, damaged or packed in another way', async () => {
    const files = await unpack([
      { name: 'secret.md', content: 'x', flags: 0x801 },
      { name: 'link.md', content: '/etc/passwd', mode: 0o120777 },
      { name: 'wrong.md', content: 'x', statedCrc: 1 },
      { name: 'cut.md', content: 'x', packed: Uint8Array.of(0xff, 0xff, 0xff) },
      { name: 'lzma.md', content: 'x', method: 14 },
    ])
    expect(files.map(({ failure }) => failure?.message)).toEqual([
      '"secret.md" in "share/a.zip" is encrypted.',
      '"link.md" in "share/a.zip" is a link to another file.',
      '"wrong.md" in "share/a.zip" is damaged: its checksum is wrong.',
      expect.stringMatching(/^"cut\.md" in "share\/a\.zip" is damaged: /),
      '"lzma.md" in "share/a.zip" is packed in a way that is not read (14).',
    ])
    expect(await written()).toEqual([])
  })

  test('keeps files of the same name apart, and shortens names that are too long', async () => {
    const files = await unpack([
      { name: 'plan.md', content: '1' },
      { name: 'Plan.md', content: '22' },
      { name: 'plan.md', content: '333' },
      { name: `${'很'.repeat(100)}.md`, content: '4' },
    ])
    expect(files.slice(0, 3).map(({ path, bytes }) => [path, bytes])).toEqual([
      ['plan.md', 1],
      ['Plan (2).md', 2],
      ['plan (3).md', 3],
    ])
    expect(files[3]?.path).toMatch(/^很+-[\da-f]{8}\.md$/)
    expect(await written()).toHaveLength(4)
  })

  test.each<[string, readonly ZipFileEntry[]]>([
    ['is encrypted', [{ name: 'access.yaml', content: 'rules: []', flags: 0x801 }]],
    ['is there twice', ['rules: []', 'rules: []'].map((content) => ({ name: 'a.md.meta.yaml', content }))],
    ['has a path that leads out', [{ name: '../access.yaml', content: 'x' }]],
  ])('is refused when a label file in it %s, so that nothing stands open', async (reason, entries) => {
    await expect(unpack(entries)).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringContaining(reason),
      hint: expect.stringContaining('who may read'),
    })
  })

  test('that is none, or is cut off, is refused with a reason', async () => {
    const whole = zipFile([{ name: 'a.md', content: 'x' }])
    for (const bytes of [Buffer.from('Rar!'), whole.subarray(0, whole.length - 10), new Uint8Array()]) {
      await expect(unpackBytes(bytes)).rejects.toMatchObject({
        code: 'document-unreadable',
        message: expect.stringContaining('is no ZIP archive or is damaged'),
      })
    }
  })
})

describe('an archive that is made to exhaust the machine', () => {
  test('may hold only so many files', async () => {
    const entries = Array.from({ length: 21 }, (_, at) => ({ name: `${at}.bin`, content: 'x' }))
    await expect(unpack(entries, small)).rejects.toMatchObject({ code: 'too-large' })
  })

  test('is stopped at the sum of its files, whatever sizes it states', async () => {
    const random = (seed: number) => Buffer.from(Array.from({ length: 900 }, (_, at) => (at * seed * 7919) % 251))
    const entries = [3, 5, 7, 11, 13].map((seed) => ({ name: `${seed}.md`, content: random(seed), statedBytes: 1 }))
    await expect(unpack(entries, small)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('unpacks to more than'),
    })
    expect(await written()).toHaveLength(4)
  })

  test('is stopped at a file that unpacks to many times its size', async () => {
    const bomb = { name: 'zeros.md', content: Buffer.alloc(30 * 2 ** 20), statedBytes: 10 }
    await expect(unpack([bomb])).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('more than 200 times its size'),
    })
    expect(await written()).toEqual([])
  })

  test('is stopped when its files lie over each other', async () => {
    const content = 'quilt'
    const entries = [
      { name: '0.md', content },
      ...[1, 2, 3].map((at) => ({ name: `${at}.md`, content, sharesDataOf: 0 })),
    ]
    await expect(unpack(entries)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('lie over each other'),
    })
  })

  test('loses only a file that is too large by itself', async () => {
    const large = Buffer.from(Array.from({ length: 3100 }, (_, at) => (at * at) % 253))
    const files = await unpack(
      [
        { name: 'large.md', content: large },
        { name: 'good.md', content: 'x' },
      ],
      small,
    )
    expect(files).toMatchObject([
      { failure: { message: expect.stringContaining('is larger than') } },
      { path: 'good.md' },
    ])
    expect(await written()).toEqual(['good.md'])
  })
})
