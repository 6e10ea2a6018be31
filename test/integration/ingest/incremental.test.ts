import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { policyWith } from '../../support/policies.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'

let harness: ReturnType<typeof createIngestHarness>

beforeEach(() => {
  harness = createIngestHarness()
})

afterEach(() => harness.remove())

const leave = '# Leave\n\nEveryone has thirty days of leave.\n\n## Sickness\n\nCall your manager on the first day.\n'

describe('an ingest of files that were read before', () => {
  test('[P7] opens no file that has not changed', async () => {
    await harness.write({ 'leave.md': leave, 'travel.md': '# Travel\n\nTrains are preferred.\n' })
    await harness.ingest()
    harness.parsed.length = 0
    const report = await harness.ingest()

    expect(report).toMatchObject({ files: 2, unchanged: 2, chunksWritten: 0 })
    expect(harness.parsed).toEqual([])
  })

  test('does not parse a file again that only has another time', async () => {
    await harness.write({ 'leave.md': leave })
    await harness.ingest()
    await utimes(join(harness.root, 'leave.md'), 1_800_000_000, 1_800_000_000)
    harness.parsed.length = 0
    const report = await harness.ingest()

    expect(report.unchanged).toBe(1)
    expect(harness.parsed).toEqual([])
    expect((await harness.document('leave.md'))?.modifiedAt).toBe(1_800_000_000_000)
  })

  test('embeds only the chunks of a changed file that changed', async () => {
    await harness.write({ 'leave.md': leave })
    await harness.ingest()
    harness.embedded.length = 0
    await harness.write({ 'leave.md': leave.replace('thirty', 'thirty-one') })
    const report = await harness.ingest()

    expect(report).toMatchObject({ changed: 1, chunksWritten: 2, chunksReused: 1 })
    expect(harness.embedded).toEqual([expect.stringContaining('thirty-one')])
  })

  test('keeps the vectors of a file that was moved', async () => {
    await harness.write({ 'leave.md': leave })
    await harness.ingest()
    harness.embedded.length = 0
    await harness.write({ 'hr/other.md': '# Other\n\nSomething else.\n' })
    await rename(join(harness.root, 'leave.md'), join(harness.root, 'hr/absence.md'))
    const report = await harness.ingest()

    expect(report).toMatchObject({ added: 2, removed: 1, chunksReused: 2 })
    expect(harness.embedded).toEqual([expect.stringContaining('Something else')])
    expect(await harness.paths()).toEqual(['hr/absence.md', 'hr/other.md'])
  })

  test('[P4] lets go of a deleted file everywhere in the same run', async () => {
    await harness.write({ 'leave.md': leave, 'travel.md': '# Travel\n\nTrains are preferred.\n' })
    await harness.ingest()
    await rm(join(harness.root, 'travel.md'))
    const report = await harness.ingest()

    expect(report.removed).toBe(1)
    expect(await harness.parts.vectors.count()).toBe(2)
    expect((await harness.verify()).differences).toEqual([])
  })

  test('follows names in their order, whatever they sort like', async () => {
    const names = [
      'a.md',
      'a/b.md',
      'a b.md',
      'a-b.md',
      'a0.md',
      'B.md',
      'ä.md',
      '休假.md',
      '\u{20000}.md',
      '\uffe5.md',
    ]
    await harness.write(Object.fromEntries(names.map((name, at) => [name, `# Title ${at}\n\nText number ${at}.\n`])))
    await harness.ingest()
    const report = await harness.ingest()

    expect(report).toMatchObject({ files: names.length, unchanged: names.length, removed: 0 })
    expect(new Set(await harness.paths())).toEqual(new Set(names))
  })

  test('of one file of a folder leaves the others alone', async () => {
    await harness.write({ 'leave.md': leave, 'travel.md': '# Travel\n\nTrains are preferred.\n' })
    await harness.ingest()
    await rm(join(harness.root, 'travel.md'))
    await harness.write({ 'leave.md': leave.replace('thirty', 'forty') })
    const report = await harness.ingest({ places: [join(harness.root, 'leave.md')] })

    expect(report).toMatchObject({ files: 1, changed: 1, removed: 0 })
    expect(await harness.paths()).toEqual(['leave.md', 'travel.md'])
  })

  test('reports pages, characters, language, classification and kinds of sensitive values of each file', async () => {
    await harness.write({ 'contact.md': '# Contact\n\nWrite to li.wei@example.com about your leave.\n' })
    const results: unknown[] = []
    await harness.ingest({}, (event) => void (event.type === 'file' && results.push(event.result)))

    expect(results).toEqual([
      expect.objectContaining({
        path: 'contact.md',
        outcome: 'added',
        chunks: 1,
        characters: 57,
        language: 'en',
        classification: 'internal',
        kinds: { EMAIL: 1 },
        milliseconds: expect.any(Number),
      }),
    ])
  })
})

describe('another policy', () => {
  const note = '# Note\n\nCase KX-204817 belongs to 北辰计划, since 2026-03-12.\n'
  const rules = {
    recognisers: [{ name: 'case', pattern: 'KX-\\d{6}' }],
    deny: { CUSTOM_SENSITIVE: ['北辰计划'] },
  }
  const classification = async () => (await harness.document('note.md'))?.classification

  test('counts and raises by the rules of the company at the next ingest, without embedding anything anew', async () => {
    await harness.write({ 'note.md': note })
    await harness.ingest()
    const before = await classification()
    harness.embedded.length = 0
    harness.follow(policyWith(rules))
    const report = await harness.ingest()

    expect([before, await classification()]).toEqual(['internal', 'confidential'])
    expect((await harness.document('note.md'))?.kinds).toEqual({ CUSTOM: 1, CUSTOM_SENSITIVE: 1 })
    expect([report.failed, harness.embedded]).toEqual([0, []])
  })

  test('counts what it hides, and raises by what it names', async () => {
    harness.follow(policyWith({ raises: { DATE: 'confidential' } }))
    await harness.write({ 'note.md': note })
    await harness.ingest()

    expect((await harness.document('note.md'))?.kinds).toEqual({ DATE: 1 })
    expect(await classification()).toBe('confidential')
  })

  test('that finds the same leaves the files alone', async () => {
    harness.follow(policyWith(rules))
    await harness.write({ 'note.md': note })
    await harness.ingest()
    harness.parsed.length = 0
    harness.follow(policyWith({ ...rules, question: { EMAIL: 'block' } }))
    await harness.ingest()

    expect(harness.parsed).toEqual([])
  })
})

describe('a file that fails', () => {
  const broken = new Uint8Array([0, 1, 2, 3, 0, 0, 0])

  test('[P8] is kept with its reason and not tried again until it changes', async () => {
    await harness.write({ 'broken.md': broken, 'leave.md': leave })
    const first = await harness.ingest()
    harness.parsed.length = 0
    const second = await harness.ingest()
    const parsedAgain = [...harness.parsed]
    await harness.write({ 'broken.md': '# Mended\n\nNow it is text.\n' })
    const third = await harness.ingest()

    expect(first).toMatchObject({ added: 1, failed: 1, failures: [{ path: 'broken.md', reason: expect.any(String) }] })
    expect(second).toMatchObject({
      unchanged: 1,
      failed: 1,
      failures: first.failures.map(({ path, reason }) => ({ path, reason })),
    })
    expect(parsedAgain).toEqual([])
    expect(third).toMatchObject({ added: 1, failed: 0 })
    expect(await harness.parts.sourceFiles.failures()).toEqual([])
  })

  test('is tried again when that is asked for', async () => {
    await harness.write({ 'broken.md': broken })
    await harness.ingest()
    harness.parsed.length = 0
    await harness.ingest({ retryFailed: true })

    expect(harness.parsed).toEqual(['broken.md'])
  })

  test('is forgotten when it is deleted', async () => {
    await harness.write({ 'broken.md': broken, 'leave.md': leave })
    await harness.ingest()
    await rm(join(harness.root, 'broken.md'))
    await harness.ingest()

    expect(await harness.parts.sourceFiles.failures()).toEqual([])
  })

  test('leaves the last good version of its document', async () => {
    await harness.write({ 'leave.md': leave })
    await harness.ingest()
    await writeFile(join(harness.root, 'leave.md'), broken)
    const report = await harness.ingest()

    expect(report).toMatchObject({ failed: 1, removed: 0 })
    expect((await harness.document('leave.md'))?.chunks).toBe(2)
  })
})
