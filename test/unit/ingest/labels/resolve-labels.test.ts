import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { isLabelFile } from '../../../../ingest/labels/label-files.ts'
import { createLabelResolver } from '../../../../ingest/labels/resolve-labels.ts'
import type { DeclaredLabels } from '../../../../ingest/labels/declared-labels.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'labels-'))
})
afterEach(() => rm(root, { recursive: true }))

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}

const resolve = (path: string, declared?: DeclaredLabels) =>
  createLabelResolver(root, { groups: ['everyone'], classification: 'internal' }).resolve(path, declared)

describe('labels', () => {
  test('are the defaults of the source where nobody says more', async () => {
    expect(await resolve('hr/leave.md')).toEqual({ groups: ['everyone'], classification: 'internal' })
  })

  test('come from the sidecar, else the front matter, else the folder rules, each key by itself', async () => {
    await write('access.yaml', 'rules:\n  - {path: "hr/**", groups: [hr], classification: confidential, owner: HR}\n')
    await write('hr/pay.pdf.meta.yaml', 'classification: restricted\n')
    const declared = { values: { title: 'Pay', classification: 'public', owner: 'Payroll' } }
    expect(await resolve('hr/pay.pdf', declared)).toEqual({
      title: 'Pay',
      groups: ['hr'],
      classification: 'restricted',
      owner: 'Payroll',
    })
  })

  test('follow the last rule that matches, for each key by itself', async () => {
    await write(
      'access.yaml',
      'rules:\n  - {path: "**", groups: [everyone]}\n  - {path: hr/pay/, groups: [hr, payroll]}\n  - {path: "**/*.md", classification: public}\n',
    )
    expect(await resolve('hr/pay/2026/bands.md')).toEqual({ groups: ['hr', 'payroll'], classification: 'public' })
    expect(await resolve('hr/payment.txt')).toEqual({ groups: ['everyone'], classification: 'internal' })
  })

  test('follow rules for folders whose names look like patterns, in any case', async () => {
    await write('access.yaml', 'rules:\n  - {path: "Plans (final)", groups: [board]}\n')
    expect(await resolve('plans (final)/a.md')).toEqual({ groups: ['board'], classification: 'internal' })
  })

  test('may be written the way people write them', async () => {
    const values = {
      title: 2026,
      groups: 'HR, Legal',
      classification: 'Public',
      language: 'zh-CN',
      date: new Date('2026-04-01'),
      draft: true,
    }
    expect(await resolve('a.md', { values })).toEqual({
      title: '2026',
      groups: ['hr', 'legal'],
      classification: 'public',
      language: 'zh',
      date: '2026-04-01',
    })
  })

  test('may name nobody, which leaves the document to administrators without a problem', async () => {
    await write('a.txt.meta.yaml', 'groups: []\n')
    expect(await resolve('a.txt')).toEqual({ groups: [], classification: 'internal' })
  })
})

describe('[P2] labels that do not hold close the document to everybody but administrators', () => {
  test.each([
    ['a broken sidecar', 'groups: [hr\n', 'a.md.meta.yaml is not valid YAML'],
    ['an unknown key', 'group: [hr]\n', 'a.md.meta.yaml cannot be used: Unrecognized key: "group"'],
    ['an unknown level', 'classification: secret\n', '"classification" must be one of public, internal'],
    ['a group that is no name', 'groups: ["!"]\n', '"groups.0" "!" is not a group name'],
    ['a key without a value', 'groups:\n', '"groups" must be a list of group names'],
    ['a day that does not exist', 'date: 2026-02-30\n', '"date" is no day of the calendar'],
    ['a list instead of keys', '- hr\n', 'a.md.meta.yaml cannot be used'],
  ])('%s', async (_, yaml, problem) => {
    await write('a.md.meta.yaml', yaml)
    expect(await resolve('a.md')).toEqual({
      groups: [],
      classification: 'restricted',
      problem: expect.stringContaining(problem),
    })
  })

  test('front matter that does not hold, keeping what does elsewhere', async () => {
    await write('a.md.meta.yaml', 'title: Pay\ngroups: [everyone]\n')
    expect(await resolve('a.md', { values: { classification: 'top' } })).toEqual({
      title: 'Pay',
      groups: [],
      classification: 'restricted',
      problem: expect.stringContaining('The front matter of a.md cannot be used: "classification" must be one of'),
    })
    expect(await resolve('a.md', { problem: 'The front matter is TOML.' })).toMatchObject({
      groups: [],
      problem: 'a.md: The front matter is TOML.',
    })
  })

  test('broken folder rules, for every file of the source', async () => {
    await write('access.yaml', 'rules:\n  - {path: "hr/**", group: [hr]}\n')
    expect(await resolve('public/a.md')).toEqual({
      groups: [],
      classification: 'restricted',
      problem: 'access.yaml cannot be used: "rules.0" Unrecognized key: "group".',
    })
  })

  test('folder rules in a place where they would not be read, for the files below them', async () => {
    await write('hr/access.yaml', 'rules: []\n')
    const labels = createLabelResolver(root, { groups: ['everyone'], classification: 'internal' })
    expect(await labels.resolve('hr/pay/a.md', undefined)).toMatchObject({
      groups: [],
      problem: expect.stringContaining('hr/access.yaml has no effect there'),
    })
    expect(await labels.resolve('it/a.md', undefined)).toEqual({ groups: ['everyone'], classification: 'internal' })
  })

  test('a sidecar that cannot be read', async () => {
    await mkdir(join(root, 'a.md.meta.yaml'))
    await write('b.md.meta.yaml', Uint8Array.of(0x74, 0xff, 0xfe))
    expect(await resolve('a.md')).toMatchObject({
      groups: [],
      problem: expect.stringContaining('a.md.meta.yaml cannot be read'),
    })
    expect(await resolve('b.md')).toMatchObject({ groups: [], problem: 'b.md.meta.yaml is not saved as UTF-8.' })
  })
})

test('label files are told from documents', () => {
  expect(['access.yaml', 'hr/access.yaml', 'hr/pay.pdf.meta.yaml'].every(isLabelFile)).toBe(true)
  expect(['hr/my-access.yaml.md', 'meta.yaml', 'access.md'].some(isLabelFile)).toBe(false)
})
