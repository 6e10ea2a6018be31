import type { Embedder } from '../../ports/embedder.ts'
import type { GuardedEmbedder } from '../../ports/guarded-embedder.ts'
import type { CloudGuard } from './cloud-guard.ts'

/** Part of the identity, since vectors of redacted texts are others. Goes up when texts are made ready in another way. */
const preparation = 'redacted-1'

/** For a model in the house, which may see every text as it is. */
export function openEmbedder(embedder: Embedder): GuardedEmbedder {
  const { tokens } = embedder
  return {
    identity: (signal) => embedder.identity(signal),
    embed: (texts, purpose, signal) =>
      embedder.embed(
        texts.map(({ text }) => text),
        purpose,
        signal,
      ),
    withholds: async (texts) => texts.map(() => false),
    ...(tokens !== undefined && { tokens }),
    close: () => embedder.close(),
  }
}

/** For a model in the cloud: it sees what the guard lets through. It must show no tokens, which are not guarded. */
export function guardEmbedder(embedder: Omit<Embedder, 'tokens'>, guard: Pick<CloudGuard, 'prepare'>): GuardedEmbedder {
  return {
    async identity(signal) {
      const { id, dimension } = await embedder.identity(signal)
      return { id: `${id}+${preparation}`, dimension }
    },
    async embed(texts, purpose, signal) {
      const ready = await guard.prepare(texts)
      const sent = ready.filter((text) => text !== undefined)
      const vectors = sent.length === 0 ? [] : await embedder.embed(sent, purpose, signal)
      let next = 0
      return ready.map((text) => (text === undefined ? undefined : vectors[next++]))
    },
    withholds: async (texts) => (await guard.prepare(texts)).map((text) => text === undefined),
    close: () => embedder.close(),
  }
}
