import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { outsideText } from '../../../src/domain/vectors/token-vectors.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'
import { type OpenRecords, recordAdapters } from '../../support/databases.ts'

describe.each(recordAdapters)('token vectors, with records in $name', ({ open }) => {
  let opened: OpenRecords
  let harness: ReturnType<typeof createIngestHarness>

  beforeEach(async () => {
    opened = await open()
    harness = createIngestHarness({ records: opened.records })
    await harness.write({
      'leave.md': '# Leave\n\nEmployees get **thirty** days.\n',
      'travel.md': '# Travel\n\nBook trains early.\n',
    })
    await harness.ingest()
  })

  afterEach(async () => {
    harness.remove()
    await opened.close()
  })

  const kinds = async (repair = false) => (await harness.verify(repair)).differences.map(({ kind }) => kind)
  const tokensOf = async (path: string) => {
    const document = await harness.document(path)
    const [entry] = await opened.records.registry.chunksOf(document?.id ?? '')
    const found = await opened.records.tokenVectors.of([entry?.chunk.id ?? ''])
    return { text: entry?.chunk.text ?? '', spans: found.get(entry?.chunk.id ?? '')?.spans }
  }

  test('are there for what was ingested, with their places in the text as it is written', async () => {
    const { text, spans = new Uint16Array() } = await tokensOf('leave.md')
    const literal = Array.from({ length: spans.length / 2 }, (_, i) =>
      spans[2 * i] === outsideText ? '-' : text.slice(spans[2 * i], spans[2 * i + 1]),
    )

    expect(literal).toEqual(['-', 'Employees', 'get', 'thirty', 'days'])
    expect(await kinds()).toEqual([])
  })

  test('follow a text whose markup alone changed', async () => {
    await harness.write({ 'leave.md': '# Leave\n\nEmployees *get* thirty days.\n' })
    await harness.ingest()
    const { text, spans = new Uint16Array() } = await tokensOf('leave.md')

    expect(text.slice(spans.at(-2), spans.at(-1))).toBe('days')
    expect(await kinds()).toEqual([])
  })

  test.each([
    ['missing', 'the next ingest', async () => void (await harness.ingest())],
    ['missing', 'a repair', async () => void (await harness.verify(true))],
    ['in codes of another version', 'the next ingest', async () => void (await harness.ingest())],
    ['in codes of another version', 'a repair', async () => void (await harness.verify(true))],
  ])('that are %s are made by %s', async (state, _, mend) => {
    const { registry, tokenVectors } = opened.records
    const { tokens: _none, ...identity } = (await registry.indexIdentity()) ?? { id: '', dimension: 0, collection: '' }
    // As an earlier version left it.
    await registry.setIndexIdentity(state === 'missing' ? identity : { ...identity, tokens: 'tokens-1' })
    await tokenVectors.sweep([])
    expect(await kinds()).toEqual(['token-vectors-missing', 'token-vectors-missing'])

    await mend()
    expect(await kinds()).toEqual([])
    expect((await tokensOf('leave.md')).spans?.length).toBe(10)
  })

  test('leave with their document', async () => {
    const hashes = (await opened.records.registry.chunksOf((await harness.document('leave.md'))?.id ?? '')).map(
      ({ embeddingHash }) => embeddingHash,
    )
    const madeWith = 'bag-of-words-256+tokens-2'
    expect((await opened.records.tokenVectors.known(madeWith, hashes)).size).toBe(1)
    await opened.records.registry.remove([(await harness.document('leave.md'))?.id ?? ''])
    expect(await kinds()).toContain('token-vectors-left-over')

    await harness.verify(true)
    expect(await kinds()).not.toContain('token-vectors-left-over')
  })
})
