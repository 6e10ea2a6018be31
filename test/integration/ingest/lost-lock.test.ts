import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createIngest } from '../../../ingest/ingest.ts'
import { createRemoveDocuments } from '../../../ingest/documents/remove-documents.ts'
import { createReindex } from '../../../ingest/upkeep/reindex.ts'
import { createRollback } from '../../../ingest/upkeep/rollback.ts'
import { createMemoryProcessLock } from '../../../src/adapters/memory/memory-process-lock.ts'
import type { ProcessLock } from '../../../src/ports/process-lock.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'
import { createLosableLock } from '../../support/losable-lock.ts'

const page = (words: string) => `# ${words}\n\nThis page is about ${words}.\n`
const signal = () => new AbortController().signal
const lostLock = { code: 'index-unavailable', retryable: true }

describe('when the lock on the index is lost, so that another process may be at work', () => {
  let harness: ReturnType<typeof createIngestHarness>
  const lock = createLosableLock()

  beforeEach(async () => {
    harness = createIngestHarness()
    await harness.write({ 'a.md': page('a'), 'b.md': page('b') })
    await harness.ingest()
  })

  afterEach(() => harness.remove())

  /** The lock is lost just before the first call of a method. */
  function loseBefore(parts: object, method: string): void {
    const original = Reflect.get(parts, method).bind(parts)
    Object.assign(parts, {
      [method]: (...given: readonly unknown[]) => {
        lock.lose()
        return original(...given)
      },
    })
  }

  const parts = () => ({ ...harness.parts, lock: lock as ProcessLock })
  const remove = (removal: { readonly source: string } | { readonly documentIds: readonly string[] }) =>
    createRemoveDocuments({ ...parts(), uploads: { source: 'uploads', folder: harness.root } })(
      removal,
      'tester',
      signal(),
    )
  const rollback = () => createRollback(parts())('handbook', 'tester', signal())
  const reindex = () =>
    createReindex({ ...parts(), embedder: harness.embedderNamed('new-model') })(() => undefined, signal())

  test('an ingest takes nothing out', async () => {
    await rm(join(harness.root, 'a.md'))
    loseBefore(harness.parts.sourceFiles, 'duplicatesOf')
    const ingest = createIngest(parts())(
      { source: harness.source, places: [harness.root], actor: 't' },
      () => {},
      signal(),
    )

    await expect(ingest).rejects.toMatchObject(lostLock)
    expect(await harness.paths()).toEqual(['a.md', 'b.md'])
  })

  test('a removal changes nothing', async () => {
    const known = await harness.document('a.md')
    loseBefore(harness.parts.registry, 'ofSource')
    loseBefore(harness.parts.registry, 'get')

    await expect(remove({ source: 'handbook' })).rejects.toMatchObject(lostLock)
    await expect(remove({ documentIds: [known?.id ?? ''] })).rejects.toMatchObject(lostLock)
    expect(await harness.paths()).toEqual(['a.md', 'b.md'])
  })

  test('[P4] a removal that has begun is noted, and leaves the vectors to the next run', async () => {
    loseBefore(harness.parts.registry, 'removeSource')
    await expect(remove({ source: 'handbook' })).rejects.toMatchObject(lostLock)
    const trail = await harness.parts.audit.records(0, 100)

    expect(await harness.paths()).toEqual([])
    expect(trail.filter(({ action }) => action === 'document.removed')).toHaveLength(2)
    expect((await harness.parts.registry.retiredVersions()).length).toBe(2)
  })

  test('a rollback deletes no vectors any more', async () => {
    await harness.write({ 'a.md': page('new') })
    await harness.ingest({ atomic: true })
    const before = await harness.document('a.md')
    loseBefore(harness.parts.staging, 'rollback')

    await expect(rollback()).rejects.toMatchObject(lostLock)
    expect(await harness.parts.registry.retiredVersions()).toContain(before?.version)
  })

  test('a reindex does not put its index in the place of the live one', async () => {
    loseBefore(harness.parts.registry, 'page')

    await expect(reindex()).rejects.toMatchObject(lostLock)
    expect(await harness.parts.registry.indexIdentity()).toMatchObject({ collection: 'first' })
  })

  test('work that was given up before its turn came does nothing', async () => {
    const queue = createMemoryProcessLock()
    const stop = new AbortController()
    let release: () => void = () => undefined
    const first = queue.hold('ingest', 0, () => new Promise<void>((resolve) => (release = resolve)))
    const waiting = createRollback({ ...harness.parts, lock: queue })('handbook', 'tester', stop.signal)
    stop.abort(new Error('Given up.'))
    release()
    await first

    await expect(waiting).rejects.toThrow('Given up.')
  })
})
