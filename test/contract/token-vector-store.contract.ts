import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { tokenCodesId } from '../../src/domain/vectors/token-codes.ts'
import type { TokenVectors } from '../../src/domain/vectors/token-vectors.ts'
import type { OpenRecords } from '../support/databases.ts'
import { chunkIdsOf, documentWith, entriesOf, extractedFrom, publish } from './published-documents.ts'

const identity = { id: 'minilm', dimension: 384, collection: 'c1', tokens: tokenCodesId }
const madeWith = `minilm+${tokenCodesId}`
const leave = documentWith({ id: 'leave' })

/** What every store of token vectors does. */
export function tokenVectorStoreContract(open: () => Promise<OpenRecords>): void {
  let opened: OpenRecords
  beforeEach(async () => {
    opened = await open()
    await opened.records.registry.setIndexIdentity(identity)
  })
  afterEach(() => opened.close())

  /** Of what a chunk with this text is made from. */
  const recordOf = (text: string, byte = text.length, made = madeWith) => ({
    madeWith: made,
    embeddingHash: `hash of ${text}`,
    tokens: vectorsOf(byte),
  })

  test('gives back what was written, byte for byte, for each chunk that is made from it', async () => {
    const { registry, tokenVectors } = opened.records
    const other = documentWith({ id: 'other' })
    await tokenVectors.put([recordOf('thirty days', 0), recordOf('of leave', 255)])
    await publish(registry, leave, ['thirty days', 'of leave', 'not encoded'])
    await publish(registry, other, ['thirty days'])
    const ids = [...chunkIdsOf(leave, 3), ...chunkIdsOf(other, 1)]

    const found = await tokenVectors.of([...ids, 'unknown'])
    expect(new Set(found.keys())).toEqual(new Set([ids[0], ids[1], ids[3]]))
    expect(found.get(ids[0] ?? '')).toEqual(vectorsOf(0))
    expect(found.get(ids[1] ?? '')).toEqual(vectorsOf(255))
    expect(found.get(ids[3] ?? '')).toEqual(vectorsOf(0))
    expect(await tokenVectors.of(ids)).toEqual(found)
    expect(await tokenVectors.of([])).toEqual(new Map())
  })

  test('keeps that a text has no tokens', async () => {
    const { registry, tokenVectors } = opened.records
    const none = { codes: new Uint8Array(), spans: new Uint16Array() }
    await tokenVectors.put([{ madeWith, embeddingHash: 'hash of ---', tokens: none }])
    await publish(registry, leave, ['---'])

    expect(await tokenVectors.of(chunkIdsOf(leave, 1))).toEqual(new Map([[`${leave.version}:0`, none]]))
    expect(await tokenVectors.missing(madeWith)).toEqual(new Map())
  })

  test('writes many at a time, and over what was there', async () => {
    const { tokenVectors } = opened.records
    const texts = Array.from({ length: 120 }, (_, i) => `part ${i}`)
    await tokenVectors.put(texts.map((text) => recordOf(text)))
    await tokenVectors.put([recordOf('part 7', 9)])
    await publish(opened.records.registry, leave, texts)

    const found = await tokenVectors.of(chunkIdsOf(leave, 120))
    expect(found.size).toBe(120)
    expect(found.get(`${leave.version}:7`)).toEqual(vectorsOf(9))
    expect(await tokenVectors.known(madeWith, ['hash of part 3', 'hash of nothing'])).toEqual(
      new Set(['hash of part 3']),
    )
  })

  test('gives only what the live index is made with', async () => {
    const { registry, tokenVectors } = opened.records
    await tokenVectors.put([recordOf('thirty days', 1, `bge+${tokenCodesId}`)])
    await publish(registry, leave, ['thirty days'])
    const ids = chunkIdsOf(leave, 1)
    expect((await tokenVectors.of(ids)).size).toBe(0)

    await registry.setIndexIdentity({ ...identity, id: 'bge' })
    expect((await tokenVectors.of(ids)).size).toBe(1)
    await registry.setIndexIdentity({ id: 'bge', dimension: 384, collection: 'c1' })
    expect((await tokenVectors.of(ids)).size).toBe(0)
  })

  test('gives none whose codes are those of another version', async () => {
    const { registry, tokenVectors } = opened.records
    await registry.setIndexIdentity({ ...identity, tokens: 'tokens-1' })
    await tokenVectors.put([recordOf('thirty days', 1, 'minilm+tokens-1')])
    await publish(registry, leave, ['thirty days'])

    expect(await tokenVectors.of(chunkIdsOf(leave, 1))).toEqual(new Map())
    expect(await tokenVectors.missing(madeWith)).toEqual(new Map([['leave', 1]]))
  })

  test('says which documents lack some', async () => {
    const { registry, tokenVectors } = opened.records
    await tokenVectors.put([recordOf('whole'), recordOf('half')])
    await publish(registry, leave, ['half', 'missing', 'also missing'])
    await publish(registry, documentWith({ id: 'whole' }), ['whole'])

    expect(await tokenVectors.missing(madeWith)).toEqual(new Map([['leave', 2]]))
    expect(await tokenVectors.missing(`bge+${tokenCodesId}`)).toEqual(
      new Map([
        ['leave', 3],
        ['whole', 1],
      ]),
    )
  })

  test('sweeps what belongs to no chunk or to no index, and keeps that of versions that wait', async () => {
    const { registry, staging, tokenVectors } = opened.records
    const waiting = documentWith({ id: 'waiting' })
    await tokenVectors.put(['shown', 'waits', 'gone'].map((text) => recordOf(text)))
    await tokenVectors.put([recordOf('shown', 1, 'former')])
    await publish(registry, leave, ['shown'])
    await staging.stage({ ...waiting, chunks: 1 }, extractedFrom(['waits']), entriesOf(waiting, ['waits']))
    expect(await tokenVectors.leftOver([madeWith, 'former'])).toBe(1)
    expect(await tokenVectors.leftOver([madeWith])).toBe(2)

    await tokenVectors.sweep([madeWith])
    expect(await tokenVectors.leftOver([madeWith])).toBe(0)
    const hashes = ['shown', 'waits', 'gone'].map((text) => `hash of ${text}`)
    expect(await tokenVectors.known(madeWith, hashes)).toEqual(new Set(['hash of shown', 'hash of waits']))
    expect(await tokenVectors.known('former', hashes)).toEqual(new Set())

    await registry.remove([leave.id, waiting.id])
    await tokenVectors.sweep([madeWith])
    expect(await tokenVectors.known(madeWith, hashes)).toEqual(new Set())
  })

  test('lets go of everything when no index has any', async () => {
    const { registry, tokenVectors } = opened.records
    await tokenVectors.put([recordOf('shown')])
    await publish(registry, leave, ['shown'])
    await tokenVectors.sweep([])

    expect(await tokenVectors.known(madeWith, ['hash of shown'])).toEqual(new Set())
  })
}

function vectorsOf(byte: number): TokenVectors {
  return {
    codes: Uint8Array.from({ length: 2 * 50 }, (_, i) => (byte + i) % 256),
    spans: Uint16Array.of(0xffff, 0xffff, 0, 300 + byte),
  }
}
