import { beforeEach, describe, expect, test } from '@jest/globals'
import { accessLabelOf } from '../../../../src/domain/access/access-label.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import { tokensMadeWith } from '../../../../src/domain/vectors/embedder-identity.ts'
import type { Language } from '../../../../src/domain/language.ts'
import type { Principal } from '../../../../src/domain/access/principal.ts'
import { createMemoryEmbedder } from '../../../../src/adapters/memory/memory-embedder.ts'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { createMemoryVectorIndex } from '../../../../src/adapters/memory/memory-vector-index.ts'
import { createRerank } from '../../../../src/answering/ranking/rerank.ts'
import { createRetrieve } from '../../../../src/answering/retrieval/retrieve.ts'
import { createSearch } from '../../../../src/answering/retrieval/search.ts'
import type { QuestionBridge } from '../../../../src/ports/question-bridge.ts'
import type { Reranker } from '../../../../src/ports/reranker.ts'
import type { TextAnalyzer } from '../../../../src/ports/text-analyzer.ts'
import type { VectorIndex } from '../../../../src/ports/vector-index.ts'
import { documentWith, entriesOf, publish } from '../../../contract/published-documents.ts'
import { silentLog } from '../../../support/ingest/scripted-ingest.ts'
import type { GuardedEmbedder } from '../../../../src/ports/guarded-embedder.ts'
import type { GuardedReranker } from '../../../../src/ports/guarded-reranker.ts'
import type { Records } from '../../../../src/ports/records.ts'
import { openEmbedder } from '../../../../src/privacy/outgoing/guard-embedder.ts'
import { openReranker } from '../../../../src/privacy/outgoing/guard-reranker.ts'

const admin: Principal = { id: 'admin', kind: 'admin', name: 'Administrator', groups: [] }
const clerk: Principal = { id: 'user:1', kind: 'user', name: 'Clerk', groups: ['staff'] }
const embedder = openEmbedder(createMemoryEmbedder())
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const analyzer: TextAnalyzer = { id: 'words', documentTerms: wordsOf, queryTerms: wordsOf }

let records: Records
let vectors: VectorIndex

beforeEach(async () => {
  records = createMemoryRecords()
  vectors = createMemoryVectorIndex()
  await records.registry.setIndexIdentity({ ...(await embedder.identity()), collection: 'c' })
})

async function add(id: string, texts: readonly string[], group = 'staff', spoken: Language = 'en'): Promise<void> {
  const document = documentWith({ id, version: id, accessLabel: accessLabelOf([group]), language: spoken })
  const { accessLabel, classification, language, path, mediaType } = document
  const labels = { accessLabel, classification, language, path, mediaType, documentId: id, sourceName: 'handbook' }
  const encoded = (await embedder.tokens?.encodeDocuments(texts)) ?? []
  const madeWith = tokensMadeWith(await embedder.identity()) ?? ''
  const entries = entriesOf(document, texts)
  await vectors.upsert(encoded.map(({ vector }, at) => ({ chunkId: `${id}:${at}`, version: id, vector, labels })))
  await records.tokenVectors.put(
    encoded.map(({ tokens }, at) => ({ madeWith, embeddingHash: entries[at]?.embeddingHash ?? '', tokens })),
  )
  await publish(records.registry, document, texts)
}

function open(
  over: {
    readonly guarded?: GuardedReranker
    readonly embedder?: GuardedEmbedder
    readonly reranker?: Reranker
    readonly bridge?: QuestionBridge
    readonly log?: typeof silentLog
  } = {},
) {
  const { log = silentLog, reranker, bridge } = over
  const guarded = over.guarded ?? (reranker && openReranker(reranker))
  const { registry, sourceFiles, keywordIndex: keywords, tokenVectors } = records
  const rerank = createRerank({ keywords, analyzer, tokenVectors, reranker: guarded, log })
  const retrieve = createRetrieve({
    registry,
    sourceFiles,
    vectors,
    keywords,
    embedder: over.embedder ?? embedder,
    analyzer,
    bridge,
    rerank,
  })
  const found = async (question: string, principal: Principal = admin) =>
    (await retrieve(question, principal, {}, 5, new AbortController().signal)).map(({ chunkId }) => chunkId)
  return { retrieve, found }
}

describe('retrieval', () => {
  beforeEach(async () => {
    await add('leave', ['annual leave is thirty days a year', 'unused leave expires in march'])
    await add('travel', ['travel is booked by the office', 'hotels are paid by the company'])
    await add('board', ['annual leave of the board is unlimited'], 'board')
  })

  test('finds the passage that answers, scored between nought and one', async () => {
    const passages = await open().retrieve('when does unused leave expire', admin, {}, 5, new AbortController().signal)

    expect(passages[0]?.chunkId).toBe('leave:1')
    for (const { score } of passages) expect(score).toBeLessThanOrEqual(1)
    for (const { score } of passages) expect(score).toBeGreaterThanOrEqual(0)
  })

  test('never finds what the caller may not read, and never shows it to a model [P2]', async () => {
    const shown: string[] = []
    const reranker: Reranker = {
      scores: async (_question, texts) => {
        shown.push(...texts)
        return texts.map(() => 1)
      },
    }

    expect(await open({ reranker }).found('annual leave of the board', clerk)).not.toContain('board:0')
    expect(shown.join('\n')).toContain('thirty days')
    expect(shown.join('\n')).not.toContain('unlimited')
  })

  test('puts the language of the question first where a document exists in both', async () => {
    await add('shoes-zh', ['shoes gloves helmets'], 'staff', 'zh')
    await add('shoes-en', ['shoes jackets goggles'])

    expect((await open().found('shoes'))[0]).toBe('shoes-en:0')
    expect((await open().found('公司的规定 shoes 请问'))[0]).toBe('shoes-zh:0')
  })

  test('lets a configured model decide', async () => {
    const reranker: Reranker = {
      scores: async (_question, texts) => texts.map((text) => (text.includes('hotels') ? 1 : 0)),
    }

    expect((await open({ reranker }).found('annual leave is paid'))[0]).toBe('travel:1')
  })

  test('leaves a passage that the model may not see where the search put it', async () => {
    const reranker: GuardedReranker = {
      scores: async (_question, texts) => texts.map(({ text }) => (text.includes('thirty') ? undefined : 0.5)),
    }

    expect((await open({ guarded: reranker }).found('annual leave is thirty days a year'))[0]).toBe('leave:0')
  })

  test('goes on without a model that may not see the question', async () => {
    const reranker: GuardedReranker = { scores: async (_question, texts) => texts.map(() => undefined) }

    expect(await open({ guarded: reranker }).found('when does unused leave expire')).toEqual(
      await open().found('when does unused leave expire'),
    )
  })

  test('marks what no vector tells anything of', async () => {
    const blind: GuardedEmbedder = {
      identity: () => embedder.identity(),
      embed: async () => [undefined],
      withholds: async () => [true],
      close: () => embedder.close(),
    }
    const passages = await open({ embedder: blind }).retrieve(
      'annual leave',
      admin,
      {},
      5,
      new AbortController().signal,
    )

    expect(passages[0]).toMatchObject({ isUnread: true, dense: 0 })
  })

  test('goes on without a model that fails, and notes it', async () => {
    const events: string[] = []
    const reranker: Reranker = {
      scores: async () => {
        throw new LorekeepError('model-timeout', 'too late')
      },
    }
    const log = { ...silentLog, warn: (event: string) => events.push(event) }

    expect(await open({ reranker, log }).found('when does unused leave expire')).toEqual(
      await open().found('when does unused leave expire'),
    )
    expect(events).toEqual(['rerank.failed'])
  })

  test('ends when the caller leaves, whatever the model does', async () => {
    const leaving = new AbortController()
    const reranker: Reranker = {
      scores: async () => {
        leaving.abort()
        throw new LorekeepError('cancelled', 'gone')
      },
    }

    await expect(open({ reranker }).retrieve('annual leave', admin, {}, 5, leaving.signal)).rejects.toMatchObject({
      code: 'cancelled',
    })
  })

  test('finds documents in another language by any meaning of a word', async () => {
    const bridge: QuestionBridge = {
      wordsOf: async () => [{ text: '酒店', meanings: ['inn', 'hotels'], kind: 'word' }],
    }

    expect((await open({ bridge }).found('酒店'))[0]).toBe('travel:1')
  })
})

describe('a search', () => {
  beforeEach(async () => {
    await add('leave', ['annual leave is thirty days a year', 'unused leave expires in march', 'sick leave is paid'])
    await add('board', ['annual leave of the board is unlimited'], 'board')
  })

  const search = () => createSearch({ retrieve: open().retrieve, registry: records.registry })

  test('shows what was found with what stands around it, letter for letter', async () => {
    const [passage, ...others] = await search()('unused leave', clerk, {}, 5, new AbortController().signal)
    const extracted = await records.registry.extracted('leave', 'leave')

    expect(passage?.text).toBe('annual leave is thirty days a year\nunused leave expires in march\nsick leave is paid')
    expect(passage?.text).toBe(extracted?.text.slice(passage?.start, passage?.end))
    expect(others).toEqual([])
  })

  test('gives no more passages than asked for', async () => {
    await add('travel', ['annual travel of the office'])

    expect(await search()('annual', admin, {}, 1, new AbortController().signal)).toHaveLength(1)
  })
})
